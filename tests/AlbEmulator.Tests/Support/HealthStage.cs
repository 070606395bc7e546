using System.Collections.Concurrent;
using AlbEmulator.Health;
using AlbEmulator.Model;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// A target group <c>web</c> with one target, whose health is asked at the pace of a clock that the test turns. A check
/// starts while the clock is turned, but the target answers in its own time: wait for the check before turning on.
/// </summary>
internal sealed class HealthStage : IAsyncDisposable
{
    private readonly ConcurrentQueue<HealthCheckResult> _results = new();

    private HealthStage(HostedEmulator emulator, ManualTime time)
    {
        Emulator = emulator;
        Time = time;
        emulator.Services.GetRequiredService<HealthChecks>().Checked += _results.Enqueue;
    }

    /// <summary>The target, unless another one was put in its place.</summary>
    public ScriptedTarget Target { get; } = ScriptedTarget.Start();

    public HostedEmulator Emulator { get; }

    public ManualTime Time { get; }

    /// <summary>Every check that has ended.</summary>
    public IReadOnlyList<HealthCheckResult> Results => [.. _results];

    /// <summary>An emulator with the group <c>web</c> in use, which has no target yet.</summary>
    public static async Task<HealthStage> StartAsync()
    {
        var time = new ManualTime();
        return new HealthStage(
            await HostedEmulator.StartAsync(
                TopologyBuilder.Simple(FreePorts.Take()), services => services.AddSingleton<TimeProvider>(time)),
            time);
    }

    /// <summary>The same with its target registered, and its first check under way.</summary>
    /// <param name="check">Changes to the default settings.</param>
    /// <param name="reply">What the target answers.</param>
    public static async Task<HealthStage> StartAsync(Func<HealthCheck, HealthCheck>? check, Reply? reply = null)
    {
        var stage = await StartAsync();
        stage.Target.HealthReply = reply ?? stage.Target.HealthReply;
        await stage.RegisterAsync(stage.Target.Port, group => group with
        {
            HealthCheck = check?.Invoke(group.HealthCheck) ?? group.HealthCheck,
        });
        return stage;
    }

    /// <summary>Registers one target in the place of those there are.</summary>
    public Task RegisterAsync(int port, Func<TargetGroup, TargetGroup>? change = null) =>
        ChangeAsync(group => (change?.Invoke(group) ?? group) with { Targets = [new Target("127.0.0.1", port)] });

    /// <summary>Changes the group <c>web</c>.</summary>
    public Task ChangeAsync(Func<TargetGroup, TargetGroup> change) => Emulator.ChangeAsync(topology => topology with
    {
        TargetGroups = [.. topology.TargetGroups.Select(group => group.Name == "web" ? change(group) : group)],
    });

    /// <summary>Waits until so many checks have ended; gives the last one.</summary>
    public async Task<HealthCheckResult> ResultAsync(int count)
    {
        await Patience.UntilAsync($"{count} health checks", () => _results.Count >= count);
        return Assert.Single(_results.Skip(count - 1));
    }

    /// <summary>Turns the clock to the next check, and waits for its end.</summary>
    public async Task<HealthCheckResult> CheckAgainAsync(TimeSpan? interval = null)
    {
        var before = _results.Count;
        Time.Advance(interval ?? HealthCheck.Default.Interval);
        return await ResultAsync(before + 1);
    }

    /// <summary>State, reason and description of the one target, a blank between them.</summary>
    public async Task<string> HealthAsync()
    {
        var target = Assert.Single(await Emulator.TargetHealthAsync("web"));
        return string.Join(' ', target.GetProperty("TargetHealth").EnumerateObject().Select(property => property.Value));
    }

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        await Target.DisposeAsync();
    }
}
