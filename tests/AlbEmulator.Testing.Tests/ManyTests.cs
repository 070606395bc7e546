using System.Diagnostics;
using System.Runtime.CompilerServices;
using AlbEmulator.Tests.Support;
using Xunit.Abstractions;

namespace AlbEmulator.Testing.Tests;

/// <summary>Load balancers come and go in one process, as tests do, and leave nothing.</summary>
public sealed class ManyTests(ITestOutputHelper output)
{
    private const int Most = 200;
    private const int AtOnce = 16;

    [Fact]
    public async Task Two_hundred_one_after_the_other_leave_no_port_thread_timer_file_or_memory()
    {
        await RunAsync(10);
        var before = await SettledAsync();
        var watch = Stopwatch.StartNew();
        var starts = await RunAsync(Most);
        output.WriteLine($"{Most} in {watch.Elapsed.TotalSeconds:F1} s; started in {starts.Order().ElementAt(Most / 2):F1} ms (median), {starts.Max():F1} ms (longest)");

        await SameAsync(before);
    }

    [Fact]
    public async Task Sixteen_at_once_know_nothing_of_each_other_and_leave_nothing()
    {
        await RunAtOnceAsync();
        var before = await SettledAsync();

        await RunAtOnceAsync();
        await RunAtOnceAsync();

        await SameAsync(before);
    }

    /// <summary>What a clock of a test is asked for is asked for no longer.</summary>
    [Fact]
    public async Task Clock_of_a_test_is_left_without_timers()
    {
        var clock = new ManualTime();
        await using (var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo).Https().Clock(clock).LogTo(static _ => { })))
        {
            using var client = alb.CreateClient();
            await client.GetStringAsync("/");
            Assert.NotEqual(0, clock.TimerCount);
        }

        // A connection that a client has closed ends a moment later.
        await SoonAsync(() => clock.TimerCount == 0, () => $"Timers that wait: {clock.TimerCount}");
    }

    /// <summary>What is used again for requests of others holds nothing of it: neither pools nor threads.</summary>
    [Fact]
    public async Task Nothing_holds_a_load_balancer_that_has_ended()
    {
        var clock = await RunOnceAsync();

        await SoonAsync(
            async () =>
            {
                await SettledAsync();
                return !clock.IsAlive;
            },
            static () => "Its clock is still held.");
    }

    [Fact]
    public async Task Request_in_flight_is_broken_off_and_an_end_is_one_however_often_it_is_asked_for()
    {
        var begun = new TaskCompletionSource();
        var alb = await Alb.StartAsync(a => a.Default(async context =>
        {
            begun.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }));
        using var client = alb.CreateClient();
        var waiting = client.GetAsync(new Uri("/", UriKind.Relative));
        await begun.Task;

        await alb.DisposeAsync();
        await alb.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => waiting);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<WeakReference> RunOnceAsync()
    {
        var clock = new ManualTime();
        await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo).Https().Clock(clock).LogTo(static _ => { }));
        using var client = alb.CreateClient();
        using var body = new StringContent("tea");
        await client.PostAsync(new Uri("/", UriKind.Relative), body);
        await client.GetStringAsync("https://shop.example.com/");
        return new WeakReference(clock);
    }

    /// <summary>Each with a request, an edit, and everything that a test may ask for.</summary>
    private static async Task<List<double>> RunAsync(int count)
    {
        var starts = new List<double>();
        for (var index = 0; index < count; index++)
        {
            var watch = Stopwatch.StartNew();
            await using var alb = await Alb.StartAsync(a => a.Forward("/api/*", static _ => Task.CompletedTask).Default(AlbTarget.Echo).LogTo(static _ => { }));
            starts.Add(watch.Elapsed.TotalMilliseconds);
            using var client = alb.CreateClient();
            await client.GetStringAsync("/");
            await client.GetStringAsync("/api/1");
            await alb.Requests.WaitForAsync(r => r.TargetGroup == "api");
        }

        return starts;
    }

    private static Task RunAtOnceAsync() => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async number =>
    {
        await using var alb = await Alb.StartAsync(a => a.Default(AlbTarget.Echo, name: $"g{number}").Https().LogTo(static _ => { }));
        using var client = alb.CreateClient();
        await client.GetStringAsync("/");
        await client.GetStringAsync(new Uri("https://shop.example.com/"));
        await alb.Requests.WaitForAsync(2, _ => true);
        Assert.Equal([$"g{number}", $"g{number}"], alb.Requests.All.Select(request => request.TargetGroup));
    }));

    private static async Task SameAsync(Left before)
    {
        var after = before;
        await SoonAsync(async () => (after = await SettledAsync()).IsNoMoreThan(before), () => $"Before: {before}\nAfter:  {after}");
    }

    private static Task SoonAsync(Func<bool> holds, Func<string> told) => SoonAsync(() => Task.FromResult(holds()), told);

    /// <summary>What ends in the background has its time.</summary>
    private static async Task SoonAsync(Func<Task<bool>> holds, Func<string> told)
    {
        for (var waited = Stopwatch.StartNew(); !await holds(); await Task.Delay(20))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), told());
        }
    }

    private static async Task<Left> SettledAsync()
    {
        for (var round = 0; round < 3; round++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            await Task.Delay(10);
        }

        GC.Collect();
        return Left.Now();
    }

    /// <summary>What a process holds.</summary>
    /// <param name="Memory">Bytes of live objects.</param>
    /// <param name="Threads">Those that have a name of ours.</param>
    /// <param name="Timers">Of .NET, active.</param>
    /// <param name="Descriptors">Files and sockets.</param>
    /// <param name="Folders">Of load balancers, in the folder for what is temporary.</param>
    private sealed record Left(long Memory, string Threads, long Timers, string Descriptors, string Folders)
    {
        /// <summary>Of what is compiled meanwhile; 5 KB of each would be more.</summary>
        private const long Slack = 1024 * 1024;

        public static Left Now() => new(
            GC.GetTotalMemory(forceFullCollection: true),
            string.Join(", ", NamedThreads().Order()),
            Timer.ActiveCount,
            string.Join(", ", OpenFiles().Order()),
            string.Join(", ", Directory.GetDirectories(Path.GetTempPath(), "alb-testing-*").Order()));

        public bool IsNoMoreThan(Left before) =>
            Memory <= before.Memory + Slack && Threads == before.Threads && Timers <= before.Timers + 1 && Descriptors == before.Descriptors
            && Folders == before.Folders;

        /// <summary>Assemblies are loaded when something of theirs is compiled, and stay.</summary>
        private static IEnumerable<string> OpenFiles() => OperatingSystem.IsLinux()
            ? Directory.GetFiles("/proc/self/fd")
                .Select(static file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name.Split(":[")[0] ?? "")
                .Where(static name => Path.GetExtension(name) is not (".dll" or ".pdb"))
                .CountBy(static name => name)
                .Select(static count => $"{count.Value} of {count.Key}")
            : [];

        /// <summary>Those that .NET itself has begin with its name.</summary>
        private static IEnumerable<string> NamedThreads() => OperatingSystem.IsLinux()
            ? Directory.GetDirectories("/proc/self/task").Select(static task =>
            {
                try
                {
                    return File.ReadAllText(Path.Combine(task, "comm")).Trim();
                }
                catch (IOException)
                {
                    return "";
                }
            }).Where(static name => name.Length > 0 && !name.StartsWith(".NET ", StringComparison.Ordinal))
            : [];
    }
}
