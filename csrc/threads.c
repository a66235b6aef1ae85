/* threads.c: one small pool of threads that share out ranges of work.
 *
 * The caller works too. Workers are started when first needed, look for the next job for a moment (about the
 * time that passes between two operations) and then sleep. A job that finds the pool taken by another thread, or
 * that begins inside a job, runs on its own thread. How a range is cut depends on its length alone. Each thread
 * begins with the pieces of its own stretch of the range, the same one in every job, so that it finds what it wrote
 * in the job before in its own cache; then it helps with the stretches of others. */
#define _GNU_SOURCE   /* sched_getaffinity */
#include "wengert.h"

#include <stdatomic.h>
#include <stdlib.h>

#if defined(_WIN32)
#include <windows.h>
typedef SRWLOCK mutex;
typedef CONDITION_VARIABLE condition;
#define MUTEX_INIT SRWLOCK_INIT
#define CONDITION_INIT CONDITION_VARIABLE_INIT
static void lock(mutex *m) { AcquireSRWLockExclusive(m); }
static void unlock(mutex *m) { ReleaseSRWLockExclusive(m); }
static void wait_on(condition *c, mutex *m) { SleepConditionVariableSRW(c, m, INFINITE, 0); }
static void wake_all(condition *c) { WakeAllConditionVariable(c); }
#define THREAD_LOCAL __declspec(thread)
#else
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>
#if defined(__linux__)
#include <sys/syscall.h>
#endif
typedef pthread_mutex_t mutex;
typedef pthread_cond_t condition;
#define MUTEX_INIT PTHREAD_MUTEX_INITIALIZER
#define CONDITION_INIT PTHREAD_COND_INITIALIZER
static void lock(mutex *m) { pthread_mutex_lock(m); }
static void unlock(mutex *m) { pthread_mutex_unlock(m); }
static void wait_on(condition *c, mutex *m) { pthread_cond_wait(c, m); }
static void wake_all(condition *c) { pthread_cond_broadcast(c); }
#define THREAD_LOCAL _Thread_local
#endif

enum { MOST_THREADS = 256, LOOKS = 4000 };

static struct {
    mutex guard;            /* protects what follows, but for the atomics */
    condition work, done;   /* a job has come; the last worker has left it */
    int started;            /* workers that exist */
    int wanted;             /* threads to use, the caller's included; 0: not decided yet */
    int seats;              /* workers that may still join the job */
    atomic_int inside;      /* workers that are in it; changed under the guard */
    wg_task task;           /* the job: what to do, */
    void *context;          /* with what, */
    intptr_t n, grain;      /* for which range, in which pieces, */
    int threads;            /* in how many stretches */
    atomic_uint serial;     /* number of the job; changes tell workers to look */
    atomic_flag taken;      /* a caller is using the pool */
    struct {
        int id;             /* of the thread; 0: not known */
        int core;           /* where it fell asleep; -1: it is awake */
    } workers[MOST_THREADS];
    struct {
        atomic_intptr_t next;   /* first piece that nobody has taken */
        char apart[64 - sizeof(atomic_intptr_t)];
    } stretches[MOST_THREADS];
} pool = {.guard = MUTEX_INIT, .work = CONDITION_INIT, .done = CONDITION_INIT, .taken = ATOMIC_FLAG_INIT};

static THREAD_LOCAL int in_job;

static void rest_a_moment(void)
{
#if defined(__x86_64__) || defined(__i386__)
    __builtin_ia32_pause();
#elif defined(_WIN32)
    YieldProcessor();
#elif defined(__aarch64__)
    __asm__ __volatile__("yield");
#endif
}

/* The scheduler may wake a worker on the very core that its caller computes on, and leave it there: neither gets on.
 * A worker that fell asleep on the caller's core is therefore kept off it. Called with the guard held. */
#if defined(__linux__)
static int own_id(void) { return (int)syscall(SYS_gettid); }
static int own_core(void) { return sched_getcpu(); }

static void spread_workers(void)
{
    const int here = own_core();
    for (int k = 0; k < pool.started; ++k) {
        cpu_set_t set;
        if (pool.workers[k].core != here || pool.workers[k].id == 0 || here < 0 || here >= CPU_SETSIZE)
            continue;
        if (sched_getaffinity(getpid(), sizeof set, &set))
            continue;
        CPU_CLR(here, &set);
        if (CPU_COUNT(&set))
            sched_setaffinity(pool.workers[k].id, sizeof set, &set);
        pool.workers[k].core = -1;
    }
}
#else
static int own_id(void) { return 0; }
static int own_core(void) { return -1; }
static void spread_workers(void) {}
#endif

/* Where the k-th stretch begins: each has as many pieces as the others, or one more; with fewer pieces than threads the
 * last stretches are empty. */
static intptr_t stretch(int k)
{
    const intptr_t pieces = (pool.n - 1) / pool.grain + 1, each = pieces / pool.threads, more = pieces % pool.threads;
    const intptr_t before = k * each + (k < more ? k : more);
    return before == pieces ? pool.n : before * pool.grain;
}

/* Take pieces until none is left, those of the thread's own stretch first. */
static void take_part(int own)
{
    const intptr_t grain = pool.grain;
    in_job = 1;
    for (int k = 0; k < pool.threads; ++k) {
        const int at = (own + k) % pool.threads;
        const intptr_t end = stretch(at + 1);
        for (;;) {
            const intptr_t begin = atomic_fetch_add_explicit(&pool.stretches[at].next, grain, memory_order_relaxed);
            if (begin >= end)
                break;
            pool.task(pool.context, begin, end - begin < grain ? end : begin + grain);
        }
    }
    in_job = 0;
}

/* A worker's life: look, sleep, join. */
static void serve(intptr_t number)
{
    unsigned seen = 0;
    lock(&pool.guard);
    pool.workers[number].id = own_id();
    unlock(&pool.guard);
    for (;;) {
        for (int k = 0; k < LOOKS && atomic_load_explicit(&pool.serial, memory_order_relaxed) == seen; ++k)
            rest_a_moment();
        lock(&pool.guard);
        while (atomic_load_explicit(&pool.serial, memory_order_relaxed) == seen) {
            pool.workers[number].core = own_core();
            wait_on(&pool.work, &pool.guard);
        }
        pool.workers[number].core = -1;
        seen = atomic_load_explicit(&pool.serial, memory_order_relaxed);
        if (pool.seats > 0) {
            pool.seats -= 1;
            atomic_fetch_add(&pool.inside, 1);
            unlock(&pool.guard);
            take_part((int)number + 1);
            lock(&pool.guard);
            if (atomic_fetch_sub(&pool.inside, 1) == 1)
                wake_all(&pool.done);
        }
        unlock(&pool.guard);
    }
}

#if defined(_WIN32)
static DWORD WINAPI worker(LPVOID number) { serve((intptr_t)number); return 0; }

static int start_worker(void)
{
    HANDLE h = CreateThread(NULL, 0, worker, (void *)(intptr_t)pool.started, 0, NULL);
    if (h == NULL)
        return 0;
    CloseHandle(h);
    return 1;
}

static int cores(void)
{
    SYSTEM_INFO info;
    GetSystemInfo(&info);
    return (int)info.dwNumberOfProcessors;
}
#else
static void *worker(void *number) { serve((intptr_t)number); return NULL; }

/* Signals are for the threads of the program: a worker blocks them all. Called with the guard held. */
static int start_worker(void)
{
    pthread_t thread;
    pthread_attr_t attributes;
    sigset_t all, before;
    if (pthread_attr_init(&attributes))
        return 0;
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int failed = pthread_create(&thread, &attributes, worker, (void *)(intptr_t)pool.started);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    pthread_attr_destroy(&attributes);
    return !failed;
}

static int cores(void)
{
#if defined(__linux__)
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return CPU_COUNT(&set);
#endif
    return (int)sysconf(_SC_NPROCESSORS_ONLN);
}

/* A child has no workers; it starts its own when it needs them. */
static void forget_workers(void)
{
    pthread_mutex_init(&pool.guard, NULL);
    pthread_cond_init(&pool.work, NULL);
    pthread_cond_init(&pool.done, NULL);
    pool.started = pool.seats = 0;
    atomic_store(&pool.inside, 0);
    atomic_flag_clear(&pool.taken);
    in_job = 0;
}
#endif

/* The number that the environment asks for, else one thread per core that the process may use. */
static int default_threads(void)
{
    const char *names[] = {"WENGERT_NUM_THREADS", "OMP_NUM_THREADS"};
    for (int k = 0; k < 2; ++k) {
        const char *text = getenv(names[k]);
        const int n = text ? atoi(text) : 0;
        if (n > 0)
            return n < MOST_THREADS ? n : MOST_THREADS;
    }
    const int n = cores();
    return n < 1 ? 1 : n < MOST_THREADS ? n : MOST_THREADS;
}

int wg_get_num_threads(void)
{
    lock(&pool.guard);
    if (pool.wanted == 0) {
        pool.wanted = default_threads();
#if !defined(_WIN32)
        pthread_atfork(NULL, NULL, forget_workers);
#endif
    }
    const int n = pool.wanted;
    unlock(&pool.guard);
    return n;
}

void wg_set_num_threads(int n)
{
    wg_get_num_threads();
    lock(&pool.guard);
    pool.wanted = n < 1 ? 1 : n < MOST_THREADS ? n : MOST_THREADS;
    unlock(&pool.guard);
}

void wg_parallel(wg_task task, void *context, intptr_t n, intptr_t grain)
{
    const int threads = n > grain && !in_job ? wg_get_num_threads() : 1;
    if (threads == 1 || atomic_flag_test_and_set(&pool.taken)) {
        task(context, 0, n);
        return;
    }
    lock(&pool.guard);
    while (pool.started < threads - 1) {
        pool.workers[pool.started].id = 0;
        pool.workers[pool.started].core = -1;
        if (!start_worker())
            break;
        pool.started += 1;
    }
    pool.task = task;
    pool.context = context;
    pool.n = n;
    pool.grain = grain;
    pool.seats = threads - 1;
    pool.threads = threads;
    for (int k = 0; k < threads; ++k)
        atomic_store_explicit(&pool.stretches[k].next, stretch(k), memory_order_relaxed);
    atomic_fetch_add_explicit(&pool.serial, 1, memory_order_relaxed);
    spread_workers();
    unlock(&pool.guard);
    wake_all(&pool.work);
    take_part(0);
    lock(&pool.guard);
    pool.seats = 0;
    unlock(&pool.guard);
    for (int k = 0; k < LOOKS && atomic_load_explicit(&pool.inside, memory_order_relaxed); ++k)
        rest_a_moment();
    lock(&pool.guard);
    while (atomic_load(&pool.inside))
        wait_on(&pool.done, &pool.guard);
    unlock(&pool.guard);
    atomic_flag_clear(&pool.taken);
}
