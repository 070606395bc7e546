using System.Net;
using AlbEmulator.Health;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;
using AlbEmulator.Tests.AccessLogs;
using Microsoft.Extensions.Logging;

namespace AlbEmulator.Tests.Health;

/// <summary>What the program's log tells of targets.</summary>
public sealed class TargetStatesTests
{
    private readonly RecordingLogger _log = new();
    private readonly TargetStates _states;
    private readonly GroupTargets _targets;
    private readonly RegisteredTarget _target;

    public TargetStatesTests()
    {
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(new Provider(_log)));
        _states = new TargetStates(factory.CreateLogger<TargetStates>());
        var group = new TargetGroup { Name = "web", Arn = "arn" };
        _targets = new GroupTargets(group);
        var address = new TargetAddress(new IPEndPoint(IPAddress.Loopback, 9001), "127.0.0.1:9001");
        _targets.Register(group, [(new Target("127.0.0.1", 9001), address)], TargetHealth.RegistrationInProgress);
        _target = Assert.Single(_targets.Registered);
    }

    [Fact]
    public void Every_change_of_state_is_a_line_with_its_reason()
    {
        _states.Report(_targets, _target, TargetHealth.InitialHealthChecking);
        _states.Report(_targets, _target, TargetHealth.Healthy);
        _states.Report(_targets, _target, TargetHealth.FailedHealthChecks, "connection refused");
        _states.Report(_targets, _target, TargetHealth.ResponseCodeMismatch(500));
        _states.Report(_targets, _target, TargetHealth.ResponseCodeMismatch(500));
        _states.Report(_targets, _target, TargetHealth.NotInUse);

        Assert.Equal(
            [
                (LogLevel.Information, "Target 127.0.0.1:9001 of target group web: initial → healthy"),
                (LogLevel.Warning, "Target 127.0.0.1:9001 of target group web: healthy → unhealthy: "
                    + "Health checks failed (connection refused)"),
                (LogLevel.Information, "Target 127.0.0.1:9001 of target group web: unhealthy → unused: "
                    + "Target group is not configured to receive traffic from the load balancer"),
            ],
            _log.Entries);
        Assert.Equal(TargetHealth.NotInUse, _target.Health);
    }

    [Fact]
    public void Draining_target_stays_draining()
    {
        _targets.Report(_target, TargetHealth.DeregistrationInProgress);
        _states.Report(_targets, _target, TargetHealth.Healthy);

        Assert.Equal(TargetHealth.DeregistrationInProgress, _target.Health);
        Assert.Empty(_log.Entries);
    }

    private sealed class Provider(ILogger log) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => log;

        public void Dispose()
        {
        }
    }
}
