/* base/banned.h: functions that have hurt others; using one does not compile. Included last. */
#pragma once
#undef strcpy
#undef strcat
#undef sprintf
#undef vsprintf
#undef strncpy
#undef strncat
#undef strtok
#undef gets
#define strcpy(x, y) banned_strcpy_use_buf
#define strcat(x, y) banned_strcat_use_buf
#define sprintf(...) banned_sprintf_use_snprintf
#define vsprintf(...) banned_vsprintf_use_vsnprintf
#define strncpy(x, y, n) banned_strncpy_use_memcpy
#define strncat(x, y, n) banned_strncat_use_buf
#define strtok(x, y) banned_strtok_use_spans
#define gets(x) banned_gets
