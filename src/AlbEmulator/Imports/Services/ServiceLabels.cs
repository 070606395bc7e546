using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Imports.Services;

/// <summary>What the labels <c>alb.…</c> of a service, or of a container, ask for.</summary>
internal sealed record ServiceLabels
{
    /// <summary>What their names begin with.</summary>
    public const string Prefix = "alb.";

    public const string PathLabel = "alb.path";
    public const string HostLabel = "alb.host";
    public const string PortLabel = "alb.port";
    public const string PriorityLabel = "alb.priority";
    public const string IgnoreLabel = "alb.ignore";

    public static readonly IReadOnlyList<string> Names = [PathLabel, HostLabel, PortLabel, PriorityLabel, IgnoreLabel];

    /// <summary>Whether there is any.</summary>
    public bool IsAny { get; private init; }

    /// <summary>Whether the service is left out.</summary>
    public bool IsIgnored { get; private init; }

    /// <summary>Values of its path-pattern condition; empty for none.</summary>
    public IReadOnlyList<Node.Scalar> Paths { get; private init; } = [];

    /// <summary>Values of its host-header condition; empty for none.</summary>
    public IReadOnlyList<Node.Scalar> Hosts { get; private init; } = [];

    /// <summary>The port on which the container listens; null where it is not said.</summary>
    public (int Number, Origin Origin)? Port { get; private init; }

    /// <summary>Of its rule; null where it is not said.</summary>
    public Node.Scalar? Priority { get; private init; }

    /// <summary>Whether it takes what no rule takes: no label says a path or a host, right or wrong.</summary>
    public bool IsDefault { get; private init; } = true;

    /// <summary>Reads labels, and tells of those that are wrong.</summary>
    /// <param name="labels">All that there are.</param>
    /// <param name="tell">Where and what.</param>
    public static ServiceLabels Read(IReadOnlyList<Entry> labels, Action<Origin, string> tell)
    {
        var own = labels.Where(label => label.Name.StartsWith(Prefix, StringComparison.Ordinal)).ToList();
        foreach (var label in own.Where(label => !Names.Contains(label.Name)))
        {
            var nearest = Spelling.DidYouMean(label.Name, Names);
            tell(
                label.Origin,
                $"{Quoted.Text(label.Name)} is no label of the emulator's"
                    + (nearest.Length > 0 ? nearest : $": there are {string.Join(", ", Names)}; for all else write a topology file"));
        }

        var read = new ServiceLabels
        {
            IsAny = own.Count > 0,
            IsIgnored = IsSet(own, tell),
            IsDefault = own.Find(PathLabel) is null && own.Find(HostLabel) is null,
            Paths = Values(own.Find(PathLabel), PathLabel, tell),
            Hosts = Values(own.Find(HostLabel), HostLabel, tell),
            Port = PortOf(own, tell),
            Priority = own.Find(PriorityLabel) is Node.Scalar priority && priority.TryAny(out var number)
                ? priority with { Text = number.Trim() }
                : null,
        };
        if (read.Priority is { } unused && read.IsDefault)
        {
            tell(unused.Origin, $"{PriorityLabel} goes with {PathLabel} or {HostLabel}, and what has neither takes all that is left: remove it");
        }

        return read;
    }

    private static bool IsSet(List<Entry> labels, Action<Origin, string> tell)
    {
        if (labels.Find(IgnoreLabel) is not { } value)
        {
            return false;
        }

        var text = value.AnyText();
        if (text is not ("" or "true" or "false"))
        {
            tell(value.Origin, $"{IgnoreLabel} is true or false, not {Quoted.Text(text)}");
        }

        return text != "false";
    }

    private static List<Node.Scalar> Values(Node? label, string name, Action<Origin, string> tell)
    {
        if (!label.TryAny(out var text) || label is null)
        {
            return [];
        }

        var values = new List<Node.Scalar>();
        var written = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var value in written)
        {
            var problem = name == PathLabel ? ConditionValues.ProblemWithPath(ConditionValues.Path(value)) : ConditionValues.ProblemWithHost(value);
            if (problem is null)
            {
                values.Add(Nodes.Text(label.Origin, value));
            }
            else
            {
                tell(label.Origin, $"{Quoted.Text(value)} {problem.Message}");
            }
        }

        if (written.Length == 0)
        {
            tell(label.Origin, $"{name} is empty: write {(name == PathLabel ? "a path such as /api/*" : "a host such as api.example.com")}, "
                + "or several with commas between them");
        }

        return values;
    }

    private static (int Number, Origin Origin)? PortOf(List<Entry> labels, Action<Origin, string> tell)
    {
        if (labels.Find(PortLabel) is not { } label)
        {
            return null;
        }

        if (label.TryInteger(out var port) && port is >= Bounds.LeastPort and <= Bounds.MostPort)
        {
            return (port, label.Origin);
        }

        tell(label.Origin, $"{PortLabel} is the port on which the container listens, {Bounds.LeastPort} to {Bounds.MostPort}, not "
            + Quoted.Text(label.AnyText()));
        return null;
    }
}
