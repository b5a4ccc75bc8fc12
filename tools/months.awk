# tools/months.awk: data/en/input/months.tsv -> rows of a C table.
BEGIN { FS = "\t" }
!/^#/ && $1 != "word" { printf "{\"%s\", %d, \"%s\"},\n", $1, $2, $3 }
