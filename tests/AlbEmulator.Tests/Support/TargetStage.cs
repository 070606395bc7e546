using AlbEmulator.Model;
using AlbEmulator.TargetGroups;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// One listener before one target group <c>web</c>, whose targets each answer with their number. The clock of the target
/// groups is the test's, chance is always the same, and the topology and health are what the test says.
/// </summary>
public sealed class TargetStage : IAsyncDisposable
{
    private readonly ScriptedTarget[] _targets;

    private TargetStage(ScriptedTarget[] targets, ManualTime time, HostedEmulator emulator)
    {
        _targets = targets;
        Time = time;
        Emulator = emulator;
    }

    public HostedEmulator Emulator { get; }

    public ManualTime Time { get; }

    /// <summary>What the emulator knows of the targets.</summary>
    internal GroupTargets Group => Registry.Groups.Single(group => group.TargetGroup.Name == "web");

    internal TargetRegistry Registry => Emulator.Services.GetRequiredService<TargetRegistry>();

    public ScriptedTarget this[int number] => _targets[number];

    /// <param name="count">Targets that run; in the order of their names.</param>
    /// <param name="attributes">Of the target group.</param>
    /// <param name="registered">How many of them are registered from the beginning; all unless told otherwise.</param>
    /// <param name="chance">Where requests come at once, one that many may use.</param>
    public static async Task<TargetStage> StartAsync(
        int count, TargetGroupAttributes? attributes = null, int? registered = null, Random? chance = null)
    {
        var targets = Enumerable.Range(0, count)
            .Select(_ => FreePorts.Take())
            .OrderBy(port => $"127.0.0.1:{port}", StringComparer.Ordinal)
            .Select((port, number) => ScriptedTarget.Start(Reply.Ok($"{number}"), port))
            .ToArray();
        var (time, random) = (new ManualTime(), chance ?? new Random(1));
        var topology = TopologyBuilder.Simple(FreePorts.Take());
        var emulator = await HostedEmulator.StartAsync(topology, services => services.AddSingleton(
            provider => new TargetRegistry(
                time,
                random,
                provider.GetRequiredService<TargetConnections>(),
                NullLogger<TargetRegistry>.Instance)));
        var stage = new TargetStage(targets, time, emulator);
        await stage.ChangeAsync(group => group with { Attributes = attributes ?? TargetGroupAttributes.Default });
        await stage.RegisterAsync([.. Enumerable.Range(0, registered ?? count)]);
        return stage;
    }

    /// <summary>Registers these targets and no others, and waits until they are healthy and all others are let go.</summary>
    public async Task RegisterAsync(params int[] numbers)
    {
        var before = Group.Registered;
        await ChangeAsync(group => group with { Targets = [.. numbers.Select(number => new Target("127.0.0.1", _targets[number].Port))] });
        var names = numbers.Select(number => _targets[number].Address).Order().ToArray();
        await Patience.UntilAsync("the targets to be healthy, and others to be let go", () =>
            Group.Registered.Select(target => target.Name).Order().SequenceEqual(names)
            && Group.Registered.All(target => target.Health.State == TargetHealthState.Healthy)
            && (Group.TargetGroup.Attributes.DeregistrationDelay == TimeSpan.Zero || before.All(Group.Described.Contains)));
    }

    /// <summary>Changes the target group.</summary>
    public Task ChangeAsync(Func<TargetGroup, TargetGroup> change) => Emulator.ChangeAsync(topology => topology with
    {
        TargetGroups = [.. topology.TargetGroups.Select(group => group.Name == "web" ? change(group) : group)],
    });

    /// <summary>Says how healthy these targets are.</summary>
    public void Report(TargetHealth health, params int[] numbers) =>
        Array.ForEach(numbers, number => Group.Report(Of(number), health));

    /// <summary>So many requests, one after the other, and the numbers of the targets that answered.</summary>
    public async Task<IReadOnlyList<string>> AskAsync(int times)
    {
        await using var client = await ConnectAsync();
        var answers = new List<string>(times);
        for (var time = 0; time < times; time++)
        {
            answers.Add((await client.ExchangeAsync(Wire.Get())).Text);
        }

        return answers;
    }

    public Task<RawClient> ConnectAsync() => RawClient.ConnectAsync(Emulator.Port);

    /// <summary>Stops a target and starts it again, at the same address.</summary>
    public async Task RestartAsync(int number, Reply reply)
    {
        await _targets[number].DisposeAsync();
        _targets[number] = ScriptedTarget.Start(reply, _targets[number].Port);
    }

    public async ValueTask DisposeAsync()
    {
        await Emulator.DisposeAsync();
        foreach (var target in _targets)
        {
            await target.DisposeAsync();
        }
    }

    /// <summary>A target that is registered or draining, as the emulator knows it.</summary>
    internal RegisteredTarget Of(int number) => Group.Described.Single(target => target.Name == _targets[number].Address);
}
