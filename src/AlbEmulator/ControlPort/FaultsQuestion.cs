using System.Text.Json;
using AlbEmulator.Faults;
using AlbEmulator.Journal;
using AlbEmulator.Snapshots;

namespace AlbEmulator.ControlPort;

/// <summary>
/// The body of <c>PUT</c> and <c>POST /faults</c>: <c>{"faults": […]}</c>. What is unknown or wrong is told, all at once, and so is a fault that is
/// for nothing.
/// </summary>
internal sealed class FaultsQuestion(Snapshot snapshot)
{
    /// <summary>In effect at a time.</summary>
    public const int MostFaults = 100;

    private const string Faults = "faults";
    private const string LoadBalancer = "loadBalancer";
    private const string Rule = "rule";
    private const string TargetGroup = "targetGroup";
    private const string Target = "target";
    private const string Status = "status";
    private const string DelayMilliseconds = "delayMilliseconds";
    private const string Reset = "reset";
    private const string Refuse = "refuse";
    private const string BodyBytesPerSecond = "bodyBytesPerSecond";
    private const string Share = "share";
    private const string Seconds = "seconds";
    private const string Keep = "keep";

    private const int MostMilliseconds = 300_000;
    private const int MostSeconds = 86_400;
    private const int MostBytes = 1_000_000_000;
    private const string Example = """{"faults":[{"targetGroup":"orders","status":503,"share":0.25,"seconds":60}]}""";

    private static readonly string[] Scopes = [LoadBalancer, Rule, TargetGroup, Target];
    private static readonly string[] Kinds = [Status, DelayMilliseconds, Reset, Refuse, BodyBytesPerSecond];
    private static readonly string[] OfFault = [.. Scopes, .. Kinds, Share, Seconds, Keep];

    /// <summary>What is there now: no request that is past is any use to a fault.</summary>
    private readonly NamesThere _there = new(snapshot, new RequestJournal(size: 0));

    private readonly List<string> _problems = [];

    /// <summary>The faults in their order, or what is wrong with them.</summary>
    public (IReadOnlyList<Fault>? Faults, string? Problem) Read(ReadOnlyMemory<byte> body) =>
        ControlBody.Parse<IReadOnlyList<Fault>>(body, Example, Read);

    private (IReadOnlyList<Fault>?, string?) Read(JsonElement body)
    {
        new WrittenProperties(_problems, "").Read(body, "the body", [Faults]);
        List<Fault> faults = [];
        if (!body.TryGetProperty(Faults, out var written) || written.ValueKind != JsonValueKind.Array || written.GetArrayLength() > MostFaults)
        {
            _problems.Add($"{Faults} takes a list of {MostFaults} faults at most, such as {Example}");
        }
        else
        {
            faults.AddRange(written.EnumerateArray().Select(ReadFault));
        }

        return _problems.Count == 0 ? (faults, null) : (null, string.Join("; ", _problems));
    }

    private Fault ReadFault(JsonElement written, int index)
    {
        var properties = new WrittenProperties(_problems, $"{Faults}[{index}]");
        if (written.ValueKind != JsonValueKind.Object)
        {
            properties.Tell("a fault is an object");
            return new Fault();
        }

        var before = _problems.Count;
        properties.Read(written, "a fault", OfFault);
        var fault = new Fault
        {
            LoadBalancer = properties.Text(LoadBalancer, _there.InPlaceOfLoadBalancer),
            Rule = properties.Text(Rule, _there.InPlaceOfRule, orNumber: true),
            TargetGroup = properties.Text(TargetGroup, _there.InPlaceOfTargetGroup),
            Target = properties.Text(Target, InPlaceOfTarget),
            Share = (double)(properties.Number(Share, static share => share is > 0 and <= 1, "takes a number above 0, and at most 1") ?? 1),
            Duration = properties.Number(
                Seconds, static seconds => seconds is >= 0.001m and <= MostSeconds, $"takes a number of seconds above 0, and at most {MostSeconds}")
                    is { } seconds ? TimeSpan.FromSeconds((double)seconds) : null,
            IsKept = properties.IsTrue(Keep),
        };
        if (!Scopes.Any(properties.Has))
        {
            properties.Tell($"says of which requests by at least one of {Listed(Scopes)}");
        }

        fault = WithKind(fault, properties);
        if (_problems.Count == before && FaultReach.Missing(fault, snapshot) is { } missing)
        {
            properties.Tell(missing);
        }

        return fault;
    }

    private static Fault WithKind(Fault fault, WrittenProperties properties)
    {
        string[] kinds = [.. Kinds.Where(properties.Has)];
        if (kinds.Length != 1)
        {
            properties.Tell(
                $"says what is done by one of {Listed(Kinds)}{(kinds.Length > 0 ? $", not by {string.Join(" and ", kinds)}" : "")}");
        }

        var (isReset, isRefusal) = (properties.IsTrue(Reset), properties.IsTrue(Refuse));
        var status = properties.Number(Status, static status => status is >= 0 and <= 999 && status == decimal.Truncate(status), "takes a status such as 503");
        if (status is { } asked && (FaultStatuses.Problem((int)asked) ?? (fault.Target is null ? null : FaultStatuses.ProblemOfTarget((int)asked))) is { } problem)
        {
            properties.Tell(Status, problem);
        }

        var delay = properties.Number(
            DelayMilliseconds,
            static milliseconds => milliseconds is >= 1 and <= MostMilliseconds && milliseconds == decimal.Truncate(milliseconds),
            $"takes 1 to {MostMilliseconds}");
        var bytes = properties.Number(
            BodyBytesPerSecond, static bytes => bytes is >= 1 and <= MostBytes && bytes == decimal.Truncate(bytes), $"takes 1 to {MostBytes}");
        return fault with
        {
            Kind = isReset ? FaultKind.Reset
                : isRefusal ? FaultKind.Refuse
                : bytes is not null ? FaultKind.Slow
                : delay is not null ? FaultKind.Delay
                : FaultKind.Status,
            BytesPerSecond = (int)(bytes ?? 0),
            Status = (int)(status ?? 0),
            Delay = TimeSpan.FromMilliseconds((double)(delay ?? 0)),
        };
    }

    private static string Listed(string[] names) => $"{string.Join(", ", names[..^1])} and {names[^1]}";

    /// <summary>By its id it is known here, and by its address to the journal as well.</summary>
    private string? InPlaceOfTarget(string asked) => FaultReach.HasTarget(asked, snapshot) ? null : _there.InPlaceOfTarget(asked);
}
