using System.Net;
using AlbEmulator.Model;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.Tests.TargetGroups;

/// <summary>Target groups without a network.</summary>
internal static class TargetSamples
{
    public static TargetGroup Group(TargetGroupAttributes? attributes = null) =>
        new() { Name = "web", Arn = "arn:web", Attributes = attributes ?? TargetGroupAttributes.Default };

    /// <summary>Targets at <c>10.0.0.n:80</c>.</summary>
    public static IReadOnlyList<(Target Target, TargetAddress Address)> Addresses(params IEnumerable<int> numbers) =>
    [
        .. numbers.Select(number => (
            new Target($"10.0.0.{number}", 80),
            new TargetAddress(new IPEndPoint(new IPAddress([10, 0, 0, (byte)number]), 80), $"10.0.0.{number}:80"))),
    ];

    public static RegisteredTarget Target(int number, TargetHealth health)
    {
        var (target, address) = Addresses(number)[0];
        return new RegisteredTarget(Group(), target, address, health);
    }

    /// <summary>Registers exactly these, new ones as <c>initial</c>.</summary>
    public static void Become(this GroupTargets targets, params int[] numbers)
    {
        targets.Register(targets.TargetGroup, Addresses(numbers), TargetHealth.RegistrationInProgress);
        targets.Deregister();
    }

    /// <summary>The target <c>10.0.0.n:80</c>, registered or draining.</summary>
    public static RegisteredTarget Get(this GroupTargets targets, int number) =>
        targets.Described.Single(target => target.Name == $"10.0.0.{number}:80");

    public static void Report(this GroupTargets targets, int number, TargetHealth health) =>
        targets.Report(targets.Get(number), health);

    /// <summary>How often each target is chosen.</summary>
    public static Dictionary<string, int> Tally(this GroupTargets targets, int choices) =>
        Enumerable.Range(0, choices)
            .Select(_ => targets.Choose()!.Name.Split('.', ':')[3])
            .CountBy(number => number)
            .ToDictionary();

    /// <summary>How often a target is chosen for each time that another is.</summary>
    public static double Share(this GroupTargets targets, int number, int other, int choices = 20_000)
    {
        var tally = targets.Tally(choices);
        return tally.GetValueOrDefault($"{number}") / (double)tally[$"{other}"];
    }
}
