using AlbEmulator.Model;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Tests.TargetGroups;

/// <summary>
/// Who gets requests. A state is told by its letter: <c>h</c>ealthy, <c>u</c>nhealthy, <c>i</c>nitial, <c>n</c>ot in use,
/// <c>d</c>raining, without health <c>c</c>hecks.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health.html"/>
/// </summary>
public sealed class RoutableTargetsTests
{
    [Theory]
    // Healthy ones only, as long as there is one.
    [InlineData("hhh", "hhh")]
    [InlineData("huu", "h")]
    [InlineData("hui", "h")]
    [InlineData("cc", "cc")]
    // None: fail open, also to those that were not checked yet (AWS leaves that open).
    [InlineData("uuu", "uuu")]
    [InlineData("uui", "uui")]
    [InlineData("iii", "iii")]
    // 503: none registered, or all unused.
    [InlineData("", "")]
    [InlineData("nnn", "")]
    [InlineData("unu", "uu")]
    [InlineData("ddu", "u")]
    // The count.
    [InlineData("huu", "huu", 2)]
    [InlineData("hhu", "hh", 2)]
    [InlineData("hhu", "hhu", 3)]
    [InlineData("hhh", "hhh", 4)]
    // The percentage: of those that are in use.
    [InlineData("hhuu", "hh", 1, 50)]
    [InlineData("huuu", "huuu", 1, 50)]
    [InlineData("hhhu", "hhhu", 1, 100)]
    [InlineData("hn", "h", 1, 100)]
    [InlineData("huu", "h", 1, 33)]
    [InlineData("huu", "huu", 1, 34)]
    // Either of them.
    [InlineData("hhuuuu", "hhuuuu", 3, 33)]
    [InlineData("hhuuuu", "hhuuuu", 2, 34)]
    public void Requests_go_to(string registered, string routable, int count = 1, int? percentage = null)
    {
        var attributes = new TargetGroupAttributes { MinimumHealthyTargets = count, MinimumHealthyPercentage = percentage };
        var targets = registered.Select((state, number) => TargetSamples.Target(number, Health(state))).ToArray();

        var chosen = RoutableTargets.Of(targets, attributes).Targets;

        Assert.Equal(routable, string.Concat(chosen.Select(target => registered[Array.IndexOf(targets, target)])));
    }

    [Fact]
    public void Target_is_found_by_the_key_of_its_name_as_long_as_it_gets_requests()
    {
        RegisteredTarget[] targets =
            [TargetSamples.Target(1, TargetHealth.Healthy), TargetSamples.Target(2, TargetHealth.Timeout)];
        var routable = RoutableTargets.Of(targets, TargetGroupAttributes.Default);

        // SHA-256 of "10.0.0.1:80".
        var hash = System.Security.Cryptography.SHA256.HashData("10.0.0.1:80"u8);
        Assert.Equal(System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(hash), targets[0].Key);
        Assert.Same(targets[0], routable.Find(targets[0].Key));
        Assert.Null(routable.Find(targets[1].Key));
        Assert.Null(routable.Find(default));
    }

    private static TargetHealth Health(char state) => state switch
    {
        'h' => TargetHealth.Healthy,
        'u' => TargetHealth.FailedHealthChecks,
        'i' => TargetHealth.InitialHealthChecking,
        'n' => TargetHealth.NotInUse,
        'd' => TargetHealth.DeregistrationInProgress,
        _ => TargetHealth.HealthCheckDisabled,
    };
}
