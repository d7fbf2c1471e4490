#include "grading/scripts/seccompfilter.h"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <span>

#ifdef __clang__ // the library's macros are compound literals of C
#pragma clang diagnostic ignored "-Wc99-extensions"
#pragma clang diagnostic ignored "-Wmissing-field-initializers"
#endif

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

using Filter = std::unique_ptr<void, decltype(&seccomp_release)>;

constexpr quint32 refused(quint16 error)
{
  return SCMP_ACT_ERRNO(error);
}

constexpr const char* kNeverForTheWorker[] = {"socket",
                                              "socketpair",
                                              "connect",
                                              "bind",
                                              "listen",
                                              "accept",
                                              "accept4",
                                              "ptrace",
                                              "process_vm_readv",
                                              "process_vm_writev",
                                              "process_madvise",
                                              "pidfd_getfd",
                                              "kcmp",
                                              "mount",
                                              "umount2",
                                              "pivot_root",
                                              "chroot",
                                              "setns",
                                              "unshare",
                                              "open_tree",
                                              "move_mount",
                                              "fsopen",
                                              "fsconfig",
                                              "fsmount",
                                              "fspick",
                                              "mount_setattr",
                                              "bpf",
                                              "keyctl",
                                              "add_key",
                                              "request_key",
                                              "io_uring_setup",
                                              "io_uring_enter",
                                              "io_uring_register",
                                              "userfaultfd",
                                              "perf_event_open",
                                              "kexec_load",
                                              "kexec_file_load",
                                              "init_module",
                                              "finit_module",
                                              "delete_module",
                                              "open_by_handle_at",
                                              "name_to_handle_at",
                                              "swapon",
                                              "swapoff",
                                              "reboot",
                                              "settimeofday",
                                              "clock_settime",
                                              "clock_adjtime",
                                              "adjtimex",
                                              "acct",
                                              "quotactl",
                                              "quotactl_fd",
                                              "syslog",
                                              "personality",
                                              "ioperm",
                                              "iopl",
                                              "move_pages",
                                              "migrate_pages",
                                              "mbind",
                                              "set_mempolicy",
                                              "lookup_dcookie",
                                              "uselib",
                                              "vhangup",
                                              "modify_ldt",
                                              "nfsservctl",
                                              "memfd_secret",
                                              "fanotify_init",
                                              "sethostname",
                                              "setdomainname",
                                              "mknod",
                                              "mknodat",
                                              "shmget",
                                              "shmat",
                                              "msgget",
                                              "semget",
                                              "mq_open"};

constexpr const char* kAllowedToScripts[] = {
    // files
    "read", "write", "readv", "writev", "pread64", "pwrite64", "preadv", "pwritev", "preadv2", "pwritev2",
    "open", "openat", "close", "close_range", "creat", "stat", "fstat", "lstat", "newfstatat", "statx",
    "statfs", "fstatfs", "lseek", "access", "faccessat", "faccessat2", "dup", "dup2", "dup3", "pipe", "pipe2",
    "flock", "fsync", "fdatasync", "truncate", "ftruncate", "fallocate", "fadvise64", "getdents",
    "getdents64", "getcwd", "chdir", "fchdir", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "rmdir",
    "unlink", "unlinkat", "link", "linkat", "symlink", "symlinkat", "readlink", "readlinkat", "chmod",
    "fchmod", "fchmodat", "umask", "utime", "utimes", "utimensat", "futimesat", "sendfile", "copy_file_range",
    "getxattr", "lgetxattr", "fgetxattr", "listxattr", "llistxattr", "flistxattr", "select", "pselect6",
    "poll", "ppoll", "epoll_create", "epoll_create1", "epoll_ctl", "epoll_wait", "epoll_pwait", "eventfd",
    "eventfd2",
    // memory
    "mmap", "munmap", "mremap", "mprotect", "madvise", "brk", "mincore", "msync", "membarrier",
    // threads and signals of its own
    "futex", "futex_waitv", "set_robust_list", "get_robust_list", "set_tid_address", "rseq", "sched_yield",
    "sched_getaffinity", "sched_getparam", "sched_getscheduler", "sched_get_priority_max",
    "sched_get_priority_min", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending",
    "rt_sigsuspend", "rt_sigtimedwait", "sigaltstack", "pause", "alarm", "getitimer", "setitimer",
    "arch_prctl", "exit", "exit_group", "restart_syscall", "wait4", "waitid",
    // facts
    "getpid", "gettid", "getppid", "getpgrp", "getpgid", "getsid", "getuid", "geteuid", "getgid", "getegid",
    "getresuid", "getresgid", "getgroups", "uname", "sysinfo", "times", "getrusage", "getrlimit",
    "getpriority", "getcpu", "getrandom", "gettimeofday", "time", "clock_gettime", "clock_getres",
    "clock_nanosleep", "nanosleep"};

constexpr const char* kRefusedToScripts[] = {"socket",
                                             "socketpair",
                                             "connect",
                                             "bind",
                                             "execve",
                                             "execveat",
                                             "ptrace",
                                             "mount",
                                             "umount2",
                                             "unshare",
                                             "setns",
                                             "chroot",
                                             "kill",
                                             "tkill",
                                             "tgkill",
                                             "rt_sigqueueinfo",
                                             "rt_tgsigqueueinfo",
                                             "pidfd_open",
                                             "pidfd_send_signal",
                                             "setuid",
                                             "setgid",
                                             "setsid",
                                             "setpgid",
                                             "setrlimit",
                                             "setpriority",
                                             "prctl",
                                             "seccomp",
                                             "mknod",
                                             "mknodat",
                                             "chown",
                                             "fchown",
                                             "lchown",
                                             "fchownat",
                                             "sched_setaffinity",
                                             "sched_setscheduler",
                                             "process_vm_readv",
                                             "process_vm_writev",
                                             "setxattr",
                                             "bpf",
                                             "keyctl",
                                             "io_uring_setup",
                                             "userfaultfd",
                                             "perf_event_open",
                                             "memfd_create",
                                             "shmget",
                                             "mq_open"};

constexpr int kFileCommands[] = {F_DUPFD, F_GETFD, F_SETFD,  F_GETFL,        F_SETFL,
                                 F_GETLK, F_SETLK, F_SETLKW, F_DUPFD_CLOEXEC};
constexpr quint64 kDeviceCommands[] = {FIONREAD, FIONBIO, FIOCLEX, FIONCLEX, TCGETS, TIOCGWINSZ};
constexpr quint64 kNamespaces =
    CLONE_NEWNS | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWCGROUP;

scmp_arg_cmp argument(unsigned int which, scmp_compare how, quint64 a, quint64 b = 0)
{
  return {which, how, a, b};
}

/// The lower half of an argument: the upper one of a 32-bit argument may hold anything.
scmp_arg_cmp lowerHalf(unsigned int which, quint64 value)
{
  return argument(which, SCMP_CMP_MASKED_EQ, 0xffffffffU, value);
}

/// Calls that this machine does not know need no rule.
void add(const Filter& filter, quint32 action, std::span<const char* const> names)
{
  for (const char* name : names) {
    const int call = seccomp_syscall_resolve_name(name);
    if (call >= 0)
      seccomp_rule_add_array(filter.get(), action, call, 0, nullptr);
  }
}

void addWhere(const Filter& filter, quint32 action, int call, scmp_arg_cmp condition)
{
  seccomp_rule_add_array(filter.get(), action, call, 1, &condition);
}

Result<QByteArray> exported(const Filter& filter)
{
  const Error error{Error::Kind::Bug, u"seccomp"_s, u"the filter of system calls could not be made"_s};
  const int file = memfd_create("filter", MFD_CLOEXEC);
  if (file < 0 || seccomp_export_bpf(filter.get(), file) != 0) {
    if (file >= 0)
      close(file);
    return error;
  }
  QByteArray bytes(static_cast<qsizetype>(lseek(file, 0, SEEK_END)), Qt::Uninitialized);
  const auto got = pread(file, bytes.data(), static_cast<size_t>(bytes.size()), 0);
  close(file);
  if (got != bytes.size() || bytes.isEmpty())
    return error;
  return bytes;
}

} // namespace

Result<QByteArray> workerFilter()
{
  const Filter filter(seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
  if (!filter)
    return exported(filter);
  add(filter, refused(EPERM), kNeverForTheWorker);
  for (quint64 flag = 1; flag <= kNamespaces; flag <<= 1) {
    if ((flag & kNamespaces) != 0)
      addWhere(filter, refused(EPERM), SCMP_SYS(clone), argument(0, SCMP_CMP_MASKED_EQ, flag, flag));
  }
  // Its flags lie in memory, where a filter does not see them; glibc then takes clone.
  seccomp_rule_add_array(filter.get(), refused(ENOSYS), SCMP_SYS(clone3), 0, nullptr);
  for (const quint64 command : {quint64(TIOCSTI), quint64(TIOCLINUX)})
    addWhere(filter, refused(EPERM), SCMP_SYS(ioctl), lowerHalf(1, command));
  return exported(filter);
}

Result<QByteArray> scriptFilter()
{
  const Filter filter(seccomp_init(refused(ENOSYS)), &seccomp_release);
  if (!filter)
    return exported(filter);
  seccomp_attr_set(filter.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2);
  add(filter, SCMP_ACT_ALLOW, kAllowedToScripts);
  add(filter, refused(EPERM), kRefusedToScripts);
  // Threads, but no processes: what a limit on processes would say.
  addWhere(filter, SCMP_ACT_ALLOW, SCMP_SYS(clone),
           argument(0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  addWhere(filter, refused(EAGAIN), SCMP_SYS(clone), argument(0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0));
  constexpr const char* kForks[] = {"fork", "vfork"};
  add(filter, refused(EAGAIN), kForks);
  // Only its own limits, which the kernel lets nobody raise.
  addWhere(filter, SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), argument(0, SCMP_CMP_EQ, 0));
  // A file can be told to signal another process: only the harmless commands.
  for (const int command : kFileCommands)
    addWhere(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), lowerHalf(1, static_cast<quint64>(command)));
  for (const quint64 command : kDeviceCommands)
    addWhere(filter, SCMP_ACT_ALLOW, SCMP_SYS(ioctl), lowerHalf(1, command));
  return exported(filter);
}

} // namespace scriptorium::capa
