# tools/rows.awk: a table of tab-separated values -> rows of a C table; figures are numbers. The first line that is no comment has the names.
BEGIN { FS = "\t" }
/^#/ { next }
!named { named = 1; next }
{
    printf "{"
    for (i = 1; i <= NF; i++)
        printf (i > 1 ? ", " : "") ($i ~ /^[0-9]+$/ ? "%s" : "\"%s\""), $i
    print "},"
}
