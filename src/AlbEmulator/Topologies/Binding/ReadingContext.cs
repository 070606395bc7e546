using System.Net;
using AlbEmulator.Documents;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>What everybody who makes the model out of nodes needs.</summary>
internal sealed class ReadingContext(
    AlbSettings settings,
    List<Problem> problems,
    Func<string, string> pathOf,
    Func<IPAddress, bool>? isThere = null,
    HeldPorts? held = null)
{
    private const string ArnPrefix = "arn:";

    private readonly Dictionary<string, string> _targetGroups = new(StringComparer.Ordinal);
    private readonly HashSet<string> _targetGroupArns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TrustStore> _trustStores = new(StringComparer.Ordinal);
    private readonly List<(string Name, object? Meant)> _names = [];
    private readonly Func<string, string> _pathOf = pathOf;

    /// <summary>For one resource, which is read apart from all others.</summary>
    private ReadingContext(ReadingContext whole, List<Problem> problems)
        : this(whole.Settings, problems, whole._pathOf, whole.IsThere, whole.Held) =>
        (_targetGroups, _targetGroupArns, _trustStores, IsRun) = (whole._targetGroups, whole._targetGroupArns, whole._trustStores, whole.IsRun);

    /// <summary>Names of the target groups, before any action is read.</summary>
    public IReadOnlyCollection<string> TargetGroups => _targetGroups.Keys;

    /// <summary>Names and ARNs of the trust stores, before any listener is read.</summary>
    public IReadOnlyCollection<string> TrustStores => _trustStores.Keys;

    /// <summary>Files that the topology names, as they were when they were read.</summary>
    public List<SeenFile> NamedFiles { get; } = [];

    public AlbSettings Settings { get; } = settings;

    /// <summary>Whether what is read is run: otherwise certificates that are with AWS are as good as others.</summary>
    public bool IsRun { get; init; } = true;

    /// <summary>Whether the machine has an address.</summary>
    public Func<IPAddress, bool> IsThere { get; } = isThere ?? LocalAddresses.Has;

    /// <summary>Where ports come from that are left open; null where nothing is bound, and they stay 0.</summary>
    public HeldPorts? Held { get; } = held;

    /// <summary>What AWS refuses, and what is taken since it does no harm here.</summary>
    public List<Problem> Notes { get; } = [];

    /// <summary>Where a file is that is named relative to the one that names it.</summary>
    public string PathBeside(Origin origin, string path) =>
        Path.GetFullPath(path, Path.GetDirectoryName(_pathOf(origin.File)) ?? "/");

    /// <summary>The ARN of what the API made: it stands in the place of the file that others come from.</summary>
    public static string? GivenArn(Node node) =>
        node.Origin.File.StartsWith(ArnPrefix, StringComparison.Ordinal) ? node.Origin.File : null;

    /// <summary>From now on it is found by its ARN and, where it is one of a file, by its name.</summary>
    public void Define(TargetGroup group, Node node)
    {
        _targetGroupArns.Add(group.Arn);
        if (GivenArn(node) is null)
        {
            _targetGroups.TryAdd(group.Name, group.Arn);
        }
    }

    /// <inheritdoc cref="Define(TargetGroup, Node)"/>
    public void Define(TrustStore store, Node node)
    {
        _trustStores.TryAdd(store.Arn, store);
        if (GivenArn(node) is null && !_trustStores.TryAdd(store.Name, store))
        {
            Tell(
                Place(node, TrustStoreShape.Name),
                $"the trust store {Quoted.Text(store.Name)} is defined already: rename one of the two");
        }
    }

    /// <summary>The ARN of the target group that a name or an ARN stands for; null for none.</summary>
    public string? TargetGroupArn(string text)
    {
        var arn = FindTargetGroup(text);
        _names.Add((text, arn));
        return arn;
    }

    /// <summary>The trust store that a name or an ARN stands for; null for none.</summary>
    public TrustStore? TrustStore(string text)
    {
        var store = _trustStores.GetValueOrDefault(text);
        _names.Add((text, store));
        return store;
    }

    /// <summary>
    /// Reads resources of one kind, many at a time, or takes what was made of their nodes before. What had a problem is
    /// read again each time, since the problem has to be told.
    /// </summary>
    /// <param name="nodes">The nodes of the resources.</param>
    /// <param name="above">The ARN of what they belong to; empty for nothing.</param>
    /// <param name="read">Reads one; null when nothing can be made of it, which it told.</param>
    /// <returns>What was made, with its node, in their order.</returns>
    public IEnumerable<(Node Node, T Made)> Each<T>(
        IReadOnlyList<Node> nodes, string above, Func<Node, ReadingContext, T?> read)
        where T : class
    {
        foreach (var (node, reading) in nodes.Zip(Together.Each(nodes, node => Apart(node, above, read))))
        {
            problems.AddRange(reading.Problems);
            Notes.AddRange(reading.Notes);
            NamedFiles.AddRange(reading.Files);
            if (reading.Made is { } made)
            {
                yield return (node, made);
            }
        }
    }

    private ApartReading<T> Apart<T>(Node node, string above, Func<Node, ReadingContext, T?> read)
        where T : class
    {
        if (KeptReading.Of(node) is { } kept && kept.Above == above && ReferenceEquals(kept.Settings, Settings)
            && AreSame(kept.Names) && kept.HasSameFiles())
        {
            return new ApartReading<T>((T)kept.Made, [], kept.Notes, kept.Files);
        }

        var found = new List<Problem>();
        var apart = new ReadingContext(this, found);
        var made = read(node, apart);
        if (made is not null && found.Count == 0)
        {
            new KeptReading(made, above, Settings)
            {
                Notes = [.. apart.Notes],
                Files = [.. apart.NamedFiles],
                Names = [.. apart._names.Distinct()],
            }.Keep(node);
        }

        return new ApartReading<T>(made, found, apart.Notes, apart.NamedFiles);
    }

    /// <summary>Whether names stand for what they stood for.</summary>
    private bool AreSame(IReadOnlyList<(string Name, object? Meant)> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            var (name, meant) = names[i];
            var isSame = meant is TrustStore
                ? ReferenceEquals(_trustStores.GetValueOrDefault(name), meant)
                : FindTargetGroup(name) == (string?)meant;
            if (!isSame)
            {
                return false;
            }
        }

        return true;
    }

    private string? FindTargetGroup(string text) =>
        _targetGroups.GetValueOrDefault(text) ?? (_targetGroupArns.TryGetValue(text, out var arn) ? arn : null);

    public void Tell(IEnumerable<Problem> found) => problems.AddRange(found);

    public void Tell(Origin origin, string message, Fault? fault = null) =>
        problems.Add(new Problem(origin, message) { Fault = fault });

    /// <summary>
    /// Tells of what AWS refuses though it does no harm here. A file may have it, with a note, unless its limits are strict
    /// or it becomes the API's own; of the API it is wrong always.
    /// </summary>
    public void TellHarmless(Origin origin, string message, Fault? fault = null)
    {
        if (origin.File.Length == 0 || origin.File.StartsWith(ArnPrefix, StringComparison.Ordinal))
        {
            Tell(origin, message, fault);
        }
        else if (Settings.Limits == LimitsMode.Strict || Settings.FileIsSeed)
        {
            Tell(origin, Settings.FileIsSeed ? message : $"{message}: or set Alb:Limits to Relaxed", fault);
        }
        else
        {
            Notes.Add(new Problem(origin, $"AWS refuses this, which does no harm here: {message}"));
        }
    }

    /// <summary>Tells of a port that is left open where others go by it: what the API has, it has from run to run.</summary>
    /// <param name="origin">Where it stands.</param>
    /// <param name="instead">What to write.</param>
    public void RefuseOpen(Origin origin, string instead)
    {
        if (origin.File.Length == 0 || origin.File.StartsWith(ArnPrefix, StringComparison.Ordinal))
        {
            Tell(
                origin,
                $"must be a port from {Bounds.LeastPort} to {Bounds.MostPort}: one that is free is for topology files alone",
                new Fault.OutOfRange("0", Bounds.LeastPort, Bounds.MostPort));
        }
        else if (Settings.FileIsSeed)
        {
            Tell(origin, $"leaves the port open, and with Alb:FileIsSeed the API keeps it from run to run: {instead}");
        }
    }

    /// <summary>Tells of what is wrong, or of what does no harm.</summary>
    public void Tell(Origin origin, string message, bool isHarmless, Fault? fault = null)
    {
        if (isHarmless)
        {
            TellHarmless(origin, message, fault);
        }
        else
        {
            Tell(origin, message, fault);
        }
    }

    /// <summary>Tells of a property that must not be there; with the value that it has anyhow it does no harm.</summary>
    public void RefuseUnlessDefault(Node node, Property property, string reason, Fault? fault = null)
    {
        if (node.Find(property.Name) is { } value)
        {
            Tell(value.Origin, $"{property.Name} {reason}", value.TryAny(out var text) && text == property.Default, fault);
        }
    }

    /// <summary>Tells of a property that must not be there.</summary>
    public void Refuse(Node node, Property property, string reason, Fault? fault = null)
    {
        if (node.Find(property.Name) is { } value)
        {
            Tell(value.Origin, $"{property.Name} {reason}", fault);
        }
    }

    /// <summary>The text of a property; null when it is left out, or is not one, which was told.</summary>
    public static string? Text(Node node, Property property) =>
        (property.Shape is Shape.Text shape
            ? node.Find(property.Name).TryText(shape, out var text)
            : node.Find(property.Name).TryText(out text)) ? text : null;

    /// <inheritdoc cref="Text"/>
    public static bool? Flag(Node node, Property property) =>
        node.Find(property.Name).TryFlag(out var flag) ? flag : null;

    /// <inheritdoc cref="Text"/>
    public static int? Integer(Node node, Property property) =>
        property.Shape is Shape.Integer shape && node.Find(property.Name).TryInteger(out var number) && shape.Takes(number)
            ? number
            : null;

    /// <inheritdoc cref="Text"/>
    public static TimeSpan? Seconds(Node node, Property property) =>
        property.Shape is Shape.Number shape && node.Find(property.Name).TryNumber(out var number) &&
        number >= shape.Least && number <= shape.Most
            ? TimeSpan.FromTicks((long)(number * TimeSpan.TicksPerSecond))
            : null;

    public static IReadOnlyList<Node> Items(Node node, Property property) => node.Find(property.Name).Items();

    /// <summary>Where a property stands, or its object when it is left out.</summary>
    public static Origin Place(Node node, Property property) => node.Find(property.Name)?.Origin ?? node.Origin;

    /// <summary>What came of reading one resource.</summary>
    private sealed record ApartReading<T>(
        T? Made, IReadOnlyList<Problem> Problems, IReadOnlyList<Problem> Notes, IReadOnlyList<SeenFile> Files);
}
