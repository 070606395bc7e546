using System.Net;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Binding;

/// <summary>What everybody who makes the model out of nodes needs.</summary>
internal sealed class ReadingContext(
    AlbSettings settings, List<Problem> problems, Func<string, string> pathOf, Func<IPAddress, bool>? isThere = null)
{
    private const string ArnPrefix = "arn:";

    /// <summary>ARNs of the target groups by name, before any action is read.</summary>
    public Dictionary<string, string> TargetGroupArns { get; } = new(StringComparer.Ordinal);

    /// <summary>ARNs of all target groups, before any action is read.</summary>
    public HashSet<string> TargetGroups { get; } = new(StringComparer.Ordinal);

    /// <summary>The trust stores by name and by ARN, before any listener is read.</summary>
    public Dictionary<string, TrustStore> TrustStores { get; } = new(StringComparer.Ordinal);

    /// <summary>Files that the topology names, as they were when they were read.</summary>
    public List<SeenFile> NamedFiles { get; } = [];

    public AlbSettings Settings { get; } = settings;

    /// <summary>Whether the machine has an address.</summary>
    public Func<IPAddress, bool> IsThere { get; } = isThere ?? LocalAddresses.Has;

    /// <summary>What AWS refuses, and what is taken since it does no harm here.</summary>
    public List<Problem> Notes { get; } = [];

    /// <summary>Where a file is that is named relative to the one that names it.</summary>
    public string PathBeside(Origin origin, string path) =>
        Path.GetFullPath(path, Path.GetDirectoryName(pathOf(origin.File)) ?? "/");

    /// <summary>The ARN of what the API made: it stands in the place of the file that others come from.</summary>
    public static string? GivenArn(Node node) =>
        node.Origin.File.StartsWith(ArnPrefix, StringComparison.Ordinal) ? node.Origin.File : null;

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
        property.Shape is Shape.Integer shape && node.Find(property.Name).TryInteger(out var number) &&
        number >= shape.Least && number <= shape.Most ? number : null;

    /// <inheritdoc cref="Text"/>
    public static TimeSpan? Seconds(Node node, Property property) =>
        property.Shape is Shape.Number shape && node.Find(property.Name).TryNumber(out var number) &&
        number >= shape.Least && number <= shape.Most
            ? TimeSpan.FromTicks((long)(number * TimeSpan.TicksPerSecond))
            : null;

    public static IReadOnlyList<Node> Items(Node node, Property property) => node.Find(property.Name).Items();

    /// <summary>Where a property stands, or its object when it is left out.</summary>
    public static Origin Place(Node node, Property property) => node.Find(property.Name)?.Origin ?? node.Origin;
}
