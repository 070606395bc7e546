using System.Globalization;
using AlbEmulator.Clusters;
using AlbEmulator.Containers;
using AlbEmulator.Documents;
using AlbEmulator.Imports.Kubernetes;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Imports;

/// <summary>What the sources among the files have, one by one, before it is put together.</summary>
/// <param name="settings">What ARNs are made of, and values that only AWS knows.</param>
/// <param name="problems">What is wrong is added here.</param>
/// <param name="open">
/// Reads a file that a source names, by its name as the user would write it; null when there is none, or what is wrong with
/// it was told.
/// </param>
/// <param name="openText">Reads a file that a source may have beside it, by its name; null where there is none.</param>
/// <param name="housing">Where the emulator itself is.</param>
internal sealed class Import(
    AlbSettings settings, List<Problem> problems, Func<string, Document?> open, Func<string, string?> openText, Housing housing)
{
    private readonly HashSet<Problem> _told = [];

    public AlbSettings Settings { get; } = settings;

    public List<Resource> Resources { get; } = [];

    public List<TargetHint> Hints { get; } = [];

    /// <summary>Names of target groups that are left out, for which targets may be told all the same.</summary>
    public HashSet<string> LeftOut { get; } = new(StringComparer.Ordinal);

    /// <summary>What is left out without being wrong.</summary>
    public List<Problem> Notes { get; } = [];

    /// <summary>Whether services of compose files are reached by their names, and not where they are published.</summary>
    public bool HasServiceNames => Settings.ContainerAddresses switch
    {
        ContainerAddresses.Network => true,
        ContainerAddresses.Published => false,
        _ => Housing.HasServiceNames,
    };

    /// <summary>The engine that is named among the files; null for none, or where it does not answer.</summary>
    public NamedEngine? Engine { get; init; }

    /// <summary>The cluster that is named among the files; null for none, or where it does not answer.</summary>
    public NamedCluster? Cluster { get; init; }

    /// <summary>Objects of the cluster that cannot be put into effect, by their kind and their name: the rest is run without them.</summary>
    public IReadOnlySet<string> LeftOutOfCluster { get; init; } = new HashSet<string>();

    /// <summary>The Ingresses that are taken, with their load balancers.</summary>
    public List<TakenIngress> Ingresses { get; } = [];

    /// <summary>Whether services, which have no listener of their own, got the one that is assumed.</summary>
    public bool IsListenerOfServices { get; set; }

    /// <summary>Where the emulator itself is.</summary>
    public Housing Housing { get; } = housing;

    /// <summary>What was made of groups of manifests, by what they are called; kept from reading to reading.</summary>
    public Dictionary<string, KeptTranslation> Translations { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Whether what is read is run, so that nothing may be missing that this takes.</summary>
    public bool IsRun { get; init; } = true;

    /// <summary>Names of target groups of which nobody knows the targets, which is no matter to who does not run them.</summary>
    public HashSet<string> UnknownTargets { get; } = new(StringComparer.Ordinal);

    /// <summary>How much is wrong so far.</summary>
    public int Told => problems.Count;

    /// <summary>How often something was told to be wrong, also what was told before.</summary>
    public int Tellings { get; private set; }

    /// <summary>Takes back what was told to be wrong since there was so much.</summary>
    public IReadOnlyList<Problem> TakeBack(int told)
    {
        var taken = problems[told..];
        _told.ExceptWith(taken);
        problems.RemoveRange(told, taken.Count);
        return taken;
    }

    public Document? Open(string file) => open(file);

    public string? OpenText(string file) => openText(file);

    /// <summary>Tells what is wrong, once.</summary>
    public void Tell(Origin origin, string message)
    {
        Tellings++;
        var problem = new Problem(origin, message);
        if (_told.Add(problem))
        {
            problems.Add(problem);
        }
    }

    /// <summary>Tells what is missing to run it.</summary>
    public void TellMissing(Origin origin, string message)
    {
        if (IsRun)
        {
            Tell(origin, message);
        }
    }

    public void Note(Origin origin, string message) => Notes.Add(new Problem(origin, message));

    /// <summary>One line for everything of a file that is no part of a load balancer.</summary>
    public void NoteOthers(string file, IEnumerable<string> types)
    {
        var groups = types.GroupBy(type => type).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        if (groups.Count > 0)
        {
            var list = string.Join(", ", groups.Select(group => group.Count() == 1
                ? Quoted.Plain(group.Key)
                : string.Create(CultureInfo.InvariantCulture, $"{Quoted.Plain(group.Key)} ({group.Count()})")));
            var count = groups.Sum(group => group.Count());
            Note(new Origin(file, 0, ""), $"{count} {(count == 1 ? "resource of another service is" : "resources of other services are")} left out: {list}");
        }
    }
}
