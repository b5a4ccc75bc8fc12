/* input/confine.c: limits that every Unix has, and a seccomp filter where the kernel has one.
 *
 * The filter lets through what reading, allocating, telling the time and dying need. It is a list of what is allowed, so that a system
 * call of a later kernel is refused, too. Memory can be had, but none that can be executed, and none that is not counted. */
#include "input/confine.h"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#ifdef DL_SECCOMP
#include <linux/seccomp.h>
#include <seccomp.h>
#endif

#include "base/banned.h"

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
enum { SANITIZED = true };
#elif defined(__has_feature)
enum { SANITIZED = __has_feature(address_sanitizer) };
#else
enum { SANITIZED = false };
#endif

bool confine_sanitized(void) { return SANITIZED; }

static bool limit(__rlimit_resource_t what, uint64_t most)
{
    struct rlimit old, new = {most, most};
    if (getrlimit(what, &old) != 0)
        return false;
    if (old.rlim_max != RLIM_INFINITY && old.rlim_max < most)
        new.rlim_cur = new.rlim_max = old.rlim_max;
    return setrlimit(what, &new) == 0;
}

#ifdef DL_SECCOMP

static const int allowed[] = {
    SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(close), SCMP_SYS(recvmsg), SCMP_SYS(sendto), SCMP_SYS(recvfrom), SCMP_SYS(lseek),
    SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk), SCMP_SYS(futex), SCMP_SYS(sched_yield),
    SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(time), SCMP_SYS(getrandom), SCMP_SYS(setitimer),
    SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(restart_syscall),
    SCMP_SYS(sysinfo), SCMP_SYS(getpid), SCMP_SYS(gettid), SCMP_SYS(exit), SCMP_SYS(exit_group),
};

bool confine_can_filter(void) { return prctl(PR_GET_SECCOMP, 0, 0, 0, 0) >= 0 && seccomp_api_get() > 0; }

static bool set_filter(void)
{
    scmp_filter_ctx c = seccomp_init(SCMP_ACT_ERRNO(1));       /* EPERM */
    bool ok = c != NULL;
    for (size_t i = 0; ok && i < sizeof allowed / sizeof *allowed; i++)
        ok = seccomp_rule_add(c, SCMP_ACT_ALLOW, allowed[i], 0) == 0;
    const struct scmp_arg_cmp no_code = SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0), itself = SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid());
    /* Memory of a file, or private, which is counted; shared memory of no file is not (RLIMIT_DATA). */
    const scmp_datum_t kinds[] = {MAP_SHARED, MAP_ANONYMOUS, 0};
    for (size_t i = 0; ok && i < sizeof kinds / sizeof *kinds; i++)
        ok = seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2, no_code, SCMP_A3(SCMP_CMP_MASKED_EQ, MAP_SHARED | MAP_ANONYMOUS, kinds[i])) == 0;
    ok = ok && seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, no_code) == 0 &&
         seccomp_rule_add(c, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1, itself) == 0 && seccomp_load(c) == 0;
    seccomp_release(c);
    return ok;
}

#else

bool confine_can_filter(void) { return false; }
static bool set_filter(void) { return false; }

#endif

bool confine(const struct confinement *c)
{
    bool ok = limit(RLIMIT_CORE, 0) && limit(RLIMIT_FSIZE, 0) && limit(RLIMIT_NPROC, 0) && limit(RLIMIT_NOFILE, (uint64_t)c->max_fd + 1);
    if (ok && !SANITIZED)          /* a sanitizer's map of all memory counts */
        ok = limit(RLIMIT_DATA, c->max_memory);
    return ok && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && (!c->filter || set_filter());
}
