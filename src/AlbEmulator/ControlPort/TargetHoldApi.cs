using System.Text.Json;
using AlbEmulator.Model;
using AlbEmulator.Shapes;
using AlbEmulator.Snapshots;
using AlbEmulator.TargetGroups;

namespace AlbEmulator.ControlPort;

/// <summary>
/// <c>PUT /target-health</c>: holds a target unhealthy or draining, whatever its health checks say, until it is released with
/// <c>"state": null</c>. It is in effect when it is answered.
/// </summary>
internal static class TargetHoldApi
{
    private const string GroupName = "targetGroup";
    private const string TargetName = "target";
    private const string State = "state";
    private const string Unhealthy = "unhealthy";
    private const string Draining = "draining";
    private const string Example = """{"targetGroup":"web","target":"127.0.0.1:3000","state":"unhealthy"}""";

    /// <summary>Bytes of a body at most: both names may be ARNs.</summary>
    private const int LongestBody = 16 * 1024;

    private const int MostListed = 20;

    private static readonly string[] Properties = [GroupName, TargetName, State];

    public static async Task<IResult> PutAsync(HttpContext http)
    {
        if (http.Of<ConsoleActions>().Refuse($"PUT {TargetHealthApi.Path}") is { } refusal)
        {
            return refusal;
        }

        var (body, tooLong) = await ControlBody.ReadAsync(http.Request, LongestBody);
        if (tooLong is not null)
        {
            return tooLong;
        }

        var snapshot = http.Of<CurrentSnapshot>().Value;
        var (wanted, problem) = ControlBody.Parse(body, Example, written => Read(written, snapshot));
        if (wanted is null)
        {
            return ControlRefusal.Of(StatusCodes.Status400BadRequest, problem!);
        }

        var (group, target, health) = wanted;
        foreach (var registered in Called(group, target))
        {
            if (!group.Targets.Hold(registered, health))
            {
                return ControlRefusal.Of(
                    StatusCodes.Status409Conflict,
                    $"target {Quoted.Plain(registered.Name)} of target group {group.TargetGroup.Name} is {registered.Health.StateName}"
                    + (registered.Health.Description is { } why ? $": {why}" : ""));
            }
        }

        return TargetHealthApi.Answer(group, target);
    }

    private static (Wanted?, string?) Read(JsonElement written, Snapshot snapshot)
    {
        List<string> problems = [];
        var properties = new WrittenProperties(problems, "");
        properties.Read(written, "the body", Properties);
        if (Properties.Where(name => !properties.Has(name)).ToArray() is { Length: > 0 } missing)
        {
            properties.Tell($"{string.Join(" and ", missing)} must be given, in an object such as {Example}");
        }

        var named = properties.Text(GroupName, name => Find(snapshot, name) is null ? InPlaceOf("target group", name, Names(snapshot)) : null);
        var group = named is null ? null : Find(snapshot, named);
        var target = properties.Text(TargetName, name => group is null || Called(group, name).Any()
            ? null
            : InPlaceOf($"registered target of {group.TargetGroup.Name}", name, group.Targets.Registered.Select(static one => one.Name)));
        var health = properties.IsNull(State)
            ? null
            : properties.Text(State, static state => state is Unhealthy or Draining ? null : $"takes {Unhealthy}, {Draining} or null") switch
            {
                Unhealthy => TargetHealth.HeldUnhealthy,
                _ => TargetHealth.DeregistrationInProgress,
            };
        return problems.Count == 0 ? (new Wanted(group!, target!, health), null) : (null, string.Join("; ", problems));
    }

    private static string InPlaceOf(string what, string asked, IEnumerable<string> there)
    {
        string[] names = [.. there.Order(StringComparer.Ordinal).Take(MostListed)];
        return names.Length == 0 ? $"takes a {what}, and there is none"
            : Spelling.Nearest(asked, names) is { } nearest ? $"takes a {what}, perhaps {Quoted.Text(nearest)}"
            : $"takes a {what}: {Quoted.List(names)}";
    }

    private static IEnumerable<string> Names(Snapshot snapshot) => snapshot.TargetGroups.Values.Select(static group => group.TargetGroup.Name);

    private static TargetGroupSnapshot? Find(Snapshot snapshot, string name) =>
        snapshot.TargetGroups.Values.FirstOrDefault(group => group.TargetGroup.Name == name || group.TargetGroup.Arn == name);

    /// <summary>Those that are registered: a name may stand for several.</summary>
    private static IEnumerable<RegisteredTarget> Called(TargetGroupSnapshot group, string target) =>
        group.Targets.Registered.Where(registered => TargetHealthApi.IsCalled(registered, group.TargetGroup, target));

    /// <param name="Group">Whose target it is.</param>
    /// <param name="Target">As it was written.</param>
    /// <param name="Health">Null to release it.</param>
    private sealed record Wanted(TargetGroupSnapshot Group, string Target, TargetHealth? Health);
}
