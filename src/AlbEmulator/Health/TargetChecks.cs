using AlbEmulator.Model;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Health;

/// <summary>
/// The health checks of one target. The interval runs from the start of a check to the start of the next, however long
/// the target takes; a check whose turn comes while the one before it is still under way is left out, so that a target
/// is asked on one connection at a time.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html"/>
/// </summary>
internal sealed class TargetChecks : IDisposable
{
    private readonly GroupTargets _targets;
    private readonly RegisteredTarget _target;
    private readonly HealthChecks _checks;
    private readonly TimeProvider _time;
    private readonly CheckSchedule.Turn _turn;
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private Probe _probe;
    private TargetGroup _group;
    private CheckStreak _streak;
    private CancellationTokenSource? _underWay;
    private bool _isEnded;

    /// <summary>Makes the first check after that delay, and from there on one in each interval.</summary>
    public TargetChecks(
        GroupTargets targets, RegisteredTarget target, Probe probe, HealthChecks checks, TimeProvider time, TimeSpan delay)
    {
        _targets = targets;
        _target = target;
        _group = targets.TargetGroup;
        _probe = probe;
        _checks = checks;
        _time = time;
        var interval = _group.HealthCheck.Interval;
        _turn = checks.Schedule.Add(Check, delay > TimeSpan.Zero ? delay : interval, interval);
        if (delay <= TimeSpan.Zero)
        {
            Check();
        }
    }

    /// <summary>Ends with the first check, however that ends.</summary>
    public Task First => _first.Task;

    /// <summary>Other settings from here on; health and counts are kept, and so is the cadence unless it changed.</summary>
    public void Change(TargetGroup group, Probe probe)
    {
        lock (_lock)
        {
            if (_group.HealthCheck.Interval != group.HealthCheck.Interval)
            {
                _turn.Change(group.HealthCheck.Interval);
            }

            _group = group;
            _probe = probe;
        }
    }

    /// <summary>The end: a check that is under way is given up and reports nothing.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _isEnded = true;
            _turn.Dispose();
            _underWay?.Cancel();
        }

        _first.TrySetResult();
    }

    private void Check()
    {
        CheckUnderWay check;
        lock (_lock)
        {
            if (_isEnded || _underWay is not null)
            {
                return;
            }

            _underWay = new CancellationTokenSource(_group.HealthCheck.Timeout, _time);
            check = new CheckUnderWay(_group, _probe, _underWay, _time.GetUtcNow(), _time.GetTimestamp());
            if (_target.OwnHealth == TargetHealth.RegistrationInProgress)
            {
                _checks.States.Report(_targets, _target, TargetHealth.InitialHealthChecking);
            }
        }

        _checks.Thread.Begin(() => _ = _checks.Unattended.DoAsync(() => RunAsync(check), CancellationToken.None));
    }

    private async Task RunAsync(CheckUnderWay check)
    {
        var outcome = _checks.WithHint(_target, await ProbeAsync(check));
        var result = new HealthCheckResult(
            check.Probe.Type,
            check.StartedAt,
            _time.GetElapsedTime(check.Timestamp),
            check.Probe.Address,
            check.Group,
            outcome);
        lock (_lock)
        {
            _underWay = null;
            check.Timeout.Dispose();
            if (_isEnded)
            {
                return;
            }

            if (outcome.End == ProbeEnd.NotMade)
            {
                _first.TrySetResult();
                return;
            }

            (var health, _streak) = HealthTransitions.Next(_target.OwnHealth, _streak, outcome, check.Group.HealthCheck);
            _checks.States.Report(_targets, _target, health, outcome.Detail);
            _target.LastCheck = new LastCheck(result.StartedAt, result.Latency, outcome.IsPassed, result.Detail);
        }

        _first.TrySetResult();
        _checks.Tell(result);
    }

    private static async Task<ProbeOutcome> ProbeAsync(CheckUnderWay check)
    {
        try
        {
            return await check.Probe.CheckAsync(check.Timeout.Token);
        }
        catch (Exception) when (check.Timeout.IsCancellationRequested)
        {
            return new(
                ProbeEnd.TimedOut, null, $"no answer within {check.Group.HealthCheck.Timeout.TotalSeconds:0.###} s");
        }
        catch (Exception exception)
        {
            return new(ProbeEnd.InternalError, null, exception.Message);
        }
    }

    private sealed record CheckUnderWay(
        TargetGroup Group, Probe Probe, CancellationTokenSource Timeout, DateTimeOffset StartedAt, long Timestamp);
}
