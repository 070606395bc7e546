using AlbEmulator.Model;
using AlbEmulator.TargetGroups;
using AlbEmulator.Topologies;
using Microsoft.Extensions.DependencyInjection;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// One listener, a clock that the test turns, and the target groups <c>web</c> of the targets <c>a</c>, <c>b</c>, <c>c</c>,
/// which answer with their name, and <c>api</c> at <c>/api</c> of the target <c>z</c>, each sticky as the test says.
/// </summary>
internal sealed class StickyStage : IAsyncDisposable
{
    private static readonly string[] Names = ["a", "b", "c", "z"];

    private readonly ScriptedTarget[] _targets;

    private readonly bool _ownsTargets;
    private bool _isStopped;

    private StickyStage(ScriptedTarget[] targets, bool ownsTargets, ManualTime time, HostedEmulator emulator)
    {
        _targets = targets;
        _ownsTargets = ownsTargets;
        Time = time;
        Emulator = emulator;
    }

    public ManualTime Time { get; }

    public HostedEmulator Emulator { get; }

    private GroupTargets Web => Group("web");

    /// <summary>A stage whose groups have these attributes.</summary>
    public static Task<StickyStage> StartAsync(params (string Key, string Value)[] attributes) =>
        StartAsync(targets: null, [], attributes);

    /// <param name="targets">Those of another stage, or null for new ones.</param>
    /// <param name="settings">Of the section <c>Alb</c>.</param>
    /// <param name="attributes">Of both groups.</param>
    public static async Task<StickyStage> StartAsync(
        ScriptedTarget[]? targets, (string, string)[] settings, params (string Key, string Value)[] attributes)
    {
        var ownsTargets = targets is null;
        targets ??= Array.ConvertAll(Names, name => ScriptedTarget.Start(Reply.Ok(name)));
        var topology = new TopologyBuilder().Listener(FreePorts.Take(), "web", (1, "/api", "api"))
            .TargetGroup("web", targets[0].Port, targets[1].Port, targets[2].Port)
            .TargetGroup("api", targets[3].Port);
        foreach (var group in new[] { "web", "api" })
        {
            topology.HealthCheck(group, intervalSeconds: 300);
            foreach (var (key, value) in attributes)
            {
                topology.TargetGroupAttribute(group, key, value);
            }
        }

        var time = new ManualTime();
        var emulator = await HostedEmulator.StartAsync(
            topology, services => services.AddSingleton<TimeProvider>(time), settings);
        var stage = new StickyStage(targets, ownsTargets, time, emulator);
        await Patience.UntilAsync("every target to be well", () => stage.Web.Registered.Concat(stage.Group("api").Registered)
            .All(target => target.Health.State is TargetHealthState.Healthy or TargetHealthState.Unavailable));
        return stage;
    }

    /// <summary>Starts another stage before the same targets, which end with this one.</summary>
    public Task<StickyStage> AgainAsync((string, string)[] settings, params (string Key, string Value)[] attributes) =>
        StartAsync(_targets, settings, attributes);

    public ScriptedTarget Target(string name) => _targets[Array.IndexOf(Names, name)];

    /// <summary>Has every target answer so; <c>{0}</c> is its name.</summary>
    public void Answer(Func<string, Reply> reply)
    {
        for (var i = 0; i < Names.Length; i++)
        {
            _targets[i].Otherwise = reply(Names[i]);
        }
    }

    public RegisteredTarget Registered(string name) =>
        Web.Registered.Single(target => target.Address.EndPoint!.Port == Target(name).Port);

    /// <summary>Tells the health of a target of <c>web</c>.</summary>
    public void Report(string name, TargetHealth health) => Web.Report(Registered(name), health);

    /// <summary>Deregisters a target of <c>web</c>.</summary>
    public Task DeregisterAsync(string name) => Emulator.ChangeAsync(topology => topology with
    {
        TargetGroups =
        [
            .. topology.TargetGroups.Select(group => group with
            {
                Targets = [.. group.Targets.Where(target => target.Port != Target(name).Port)],
            }),
        ],
    });

    /// <summary>One request on a connection of its own.</summary>
    public Task<RawMessage> ExchangeAsync(string request) => RawClient.ExchangeAsync(Emulator.Port, request);

    /// <summary>A request with these cookies.</summary>
    public Task<RawMessage> GetAsync(params IEnumerable<string> cookies) => GetFromAsync("/", cookies);

    /// <summary>A request for a path with these cookies.</summary>
    public Task<RawMessage> GetFromAsync(string path, params IEnumerable<string> cookies) =>
        ExchangeAsync(cookies.Any() ? Wire.Get(path, $"Cookie: {string.Join("; ", cookies)}") : Wire.Get(path));

    /// <summary>The targets that six requests with these cookies come to; round robin takes every one twice.</summary>
    public async Task<string> TargetsOfAsync(params string[] cookies)
    {
        var names = new SortedSet<string>();
        for (var i = 0; i < 6; i++)
        {
            names.Add((await GetAsync(cookies)).Text);
        }

        return string.Concat(names);
    }

    /// <summary>Stops the emulator; its targets go on.</summary>
    public async Task StopAsync()
    {
        if (!_isStopped)
        {
            _isStopped = true;
            await Emulator.DisposeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsTargets)
        {
            foreach (var target in _targets)
            {
                await target.DisposeAsync();
            }
        }
    }

    private GroupTargets Group(string name) => Emulator.Services.GetRequiredService<TargetRegistry>()
        .Of(Emulator.Services.GetRequiredService<TopologyStore>().Current.Arn(name));
}
