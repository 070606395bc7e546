using System.Net;
using System.Text;
using AlbEmulator.Clusters;
using AlbEmulator.Containers;
using AlbEmulator.Documents;
using AlbEmulator.Imports;
using AlbEmulator.Imports.Kubernetes;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Shapes;
using AlbEmulator.Topologies.Binding;

namespace AlbEmulator.Topologies;

/// <summary>Finds topology files and reads them, all of them as one topology.</summary>
public sealed class TopologyFiles
{
    private readonly AlbSettings _settings;
    private readonly Func<string, string?> _environment;
    private readonly Func<IPAddress, bool>? _isThere;
    private readonly FilePlaces _places;
    /// <summary>As they were read last: what did not change of them is not read again.</summary>
    private readonly Dictionary<string, Document> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, KeptTranslation> _translations = new(StringComparer.Ordinal);
    private readonly ListedFiles _listed;
    private readonly Engines _engines;
    private readonly ClusterSource _clusters;
    private readonly List<TopologyPart> _parts = [];
    private volatile IReadOnlyList<SeenFile>? _seen;
    /// <summary>Files of the working directory that were not named, and not taken.</summary>
    private IReadOnlyList<Problem> _passedOver = [];
    private PutTopology? _put;

    /// <param name="settings">Where files are named, and what ARNs are made of.</param>
    /// <param name="environment">The environment variables, for <c>${NAME}</c>.</param>
    /// <param name="workingDirectory">Where relative names are looked for first.</param>
    /// <param name="applicationFolder">Where they are looked for then.</param>
    /// <param name="isThere">Whether the machine has an address; <see cref="LocalAddresses.Has"/> unless said.</param>
    public TopologyFiles(
        AlbSettings settings,
        Func<string, string?> environment,
        string? workingDirectory = null,
        string? applicationFolder = null,
        Func<IPAddress, bool>? isThere = null)
    {
        _isThere = isThere;
        _settings = settings;
        _environment = environment;
        _listed = new ListedFiles(PathOf);
        _engines = new Engines(environment);
        _clusters = new ClusterSource(environment);
        _places = new FilePlaces(workingDirectory ?? Directory.GetCurrentDirectory(), applicationFolder ?? AppContext.BaseDirectory);
        if (settings.TopologyText.Length > 0)
        {
            Add(TopologyPart.OfText("Alb:TopologyText", Encoding.UTF8.GetBytes(settings.TopologyText)));
        }
    }

    /// <summary>Where the emulator itself is, and so where containers are for it.</summary>
    internal Housing Housing { get; init; } = Housing.Detect();

    /// <summary>Whether what is read is run, so that nothing may be missing that this takes, such as addresses of targets.</summary>
    internal bool IsRun { get; init; } = true;

    /// <summary>The container engine among the files; null where there is none.</summary>
    internal EngineView? Engine => _engines.View;

    /// <summary>The cluster among the files; null where there is none.</summary>
    internal ClusterView? Cluster => _clusters.View;

    /// <summary>Ports in the place of those that are left open; null where nothing is bound, and they stay 0.</summary>
    internal ChosenPorts? Ports { get; set; }

    /// <summary>What the API made, in the form of a file; it is part of the topology that the files ask for.</summary>
    internal Node Api { get; set; } = new Node.Mapping(Origin.None, []);

    /// <summary>The files as they are in effect: see <see cref="Use"/>.</summary>
    internal IReadOnlyList<Node> Roots { get; private set; } = [];

    /// <summary>What was told beside them: see <see cref="Use"/>.</summary>
    internal IReadOnlyList<Problem> Notes { get; private set; } = [];

    /// <summary>Has something said that is in no file; before anything is read.</summary>
    internal void Add(TopologyPart part) => _parts.Add(part);

    /// <summary>
    /// The files to read: those of the command line or, without any, those of the settings. Where nothing is named, and
    /// nothing said without a file, that of the working directory, or else the one that is beside the program.
    /// </summary>
    /// <returns>Files that are not there as they were named, for <see cref="Read(IReadOnlyList{string})"/> to tell.</returns>
    public IReadOnlyList<string> Locate(IReadOnlyList<string> commandLineFiles)
    {
        const StringSplitOptions tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var isSaid = commandLineFiles.Count + _settings.Topology.Length + _parts.Count > 0;
        var (own, passedOver) = isSaid ? ("", []) : _places.Own();
        var named = !isSaid ? [own]
            : commandLineFiles.Count > 0 ? commandLineFiles
            : _settings.Topology.Split(',', tidy);
        var located = named.Select(_places.Locate).ToList();
        _passedOver = passedOver;
        return _listed.Name(located);
    }

    /// <summary>The files that were named, and those that are now in the folders that were.</summary>
    /// <param name="files">As they were listed last; the same again where nothing came and nothing went.</param>
    internal IReadOnlyList<string> ListedAgain(IReadOnlyList<string> files) => _listed.Again(files);

    /// <summary>What a topology is read of: files, and what else there is.</summary>
    internal IReadOnlyList<string> Sources(IReadOnlyList<string> files) => [.. files, .. _parts.Select(part => part.Name)];

    /// <summary>Whether a word names what is there: a file or a folder, perhaps with the name of a stack, a container engine or a cluster.</summary>
    internal bool Has(string named) => LivingSource.IsMeantBy(named) || Path.Exists(PathOf(_places.Locate(named).File));

    /// <summary>Reads files as one topology and tells everything that is wrong with them.</summary>
    public TopologyReading Read(IReadOnlyList<string> files)
    {
        var reading = Read(files, _parts, _environment, out var seen);
        _seen = seen;
        return reading;
    }

    /// <summary>Reads what is to be in the place of the files. Of the environment, which is the emulator's, it has nothing.</summary>
    internal TopologyReading ReadInPlace(TopologyPart part)
    {
        var reading = Read([], [part], environment: null, out var named);
        var put = new PutTopology(part, named);
        if (_put?.Part == part)
        {
            _put = put;
        }

        return reading with { Put = put };
    }

    private TopologyReading Read(
        IReadOnlyList<string> files, List<TopologyPart> parts, Func<string, string?>? environment, out IReadOnlyList<SeenFile> allSeen, ClusterFaults? faults = null)
    {
        var seen = new List<SeenFile>();
        var problems = new List<Problem>(SettingsProblems.Find(_settings));
        if (files.Count + parts.Count == 0)
        {
            problems.Add(SettingsProblems.NoFile());
        }

        var documents = new List<Source>();
        var twice = files.GroupBy(SameAs).SelectMany(same => same.Skip(1)).ToList();
        var (engine, cluster) = (_engines.Read(files, problems), _clusters.Read(files, problems));
        foreach (var (stack, file) in files.Where(file => !LivingSource.IsMeantBy(file)).Select(StackFile.Of))
        {
            var (asRead, content) = SeenFile.Read(PathOf(file), DocumentLimits.MostBytes);
            seen.Add(asRead);
            var told = new List<Problem>();
            var document = DocumentReader.Parse(file, content, told, _documents.GetValueOrDefault(file));
            if ((FilePlaces.Nothing(file, content.Problem) ?? OtherFiles.Of(file, PathOf(file), content, document)) is { } other)
            {
                problems.Add(other);
                continue;
            }

            problems.AddRange(told);
            if (document is not null)
            {
                if (document.Text is not null)
                {
                    _documents[file] = document;
                }

                documents.Add(new Source(document, stack));
            }
        }

        var own = parts.Select(part => part.Read(problems)).OfType<Document>().Select(document => new Source(document, null)).ToList();
        var isWhole = documents.Count + files.Count(LivingSource.IsMeantBy) == files.Count && own.Count == parts.Count;
        documents = [.. documents.DistinctBy(source => (source.Stack, PathOf(source.Document.File)))];

        // With a file missing, every reference into it would be told as well.
        var nested = new NestedFiles(PathOf, new Surroundings(documents.Select(source => PathOf(source.Document.File))), problems);
        var import = new Import(_settings, problems, nested.Open, nested.OpenText, Housing)
        {
            Engine = engine,
            Translations = _translations,
            Cluster = cluster,
            IsRun = IsRun,
            LeftOutOfCluster = faults?.Objects ?? new HashSet<string>(),
            IsListenerOfServices = files.Any(EngineAddress.IsMeantBy),
        };
        var sources = SourceReader.Read([.. documents, .. own], import, environment, problems);
        var context = new ReadingContext(_settings, problems, PathOf, _isThere, Ports?.Held) { IsRun = IsRun };
        var roots = problems.Count == 0 && Ports is { } ports ? ports.InPlaceOf(sources.Roots, context) : sources.Roots;
        var topology = isWhole ? TopologyReader.Read([.. roots, Api], context) : Topology.Empty;
        allSeen = [.. seen, .. nested.All, .. context.NamedFiles];
        if (files.Count > 0 && _listed.Folder is { } folder && problems.Count == 0 && topology.LoadBalancers.Count + topology.TargetGroups.Count == 0)
        {
            problems.Add(new Problem(
                new Origin(folder, 0, ""), "nothing of a load balancer is in this folder: there is nothing to run"));
        }

        string[] names = [.. files, .. parts.Select(part => part.Name)];
        IReadOnlyList<Problem> notes =
        [
            .. _passedOver.Where(_ => files.Count > 0),
            .. twice.Select(file => new Problem(new Origin(file, 0, ""), "is named twice, and read once")),
            .. _clusters.Notes,
            .. sources.Notes,
            .. faults?.Notes ?? [],
            .. ProblemOrder.Of(context.Notes, names),
        ];
        if (ClusterFaults.Of(problems, cluster, faults) is { } more)
        {
            return Read(files, parts, environment, out allSeen, more);
        }

        if (problems.Count > 0)
        {
            return new TopologyReading(Topology.Empty, ProblemOrder.Of(problems, names)) { Notes = notes, Overlay = sources.Overlay };
        }

        return new TopologyReading(topology, []) { Notes = notes, Roots = roots, Ingresses = import.Ingresses, UnknownTargets = import.UnknownTargets };
    }

    /// <summary>Whether something else is in their place.</summary>
    internal bool AreReplaced => _put is not null;

    /// <summary>From now on the files say what they said in a reading.</summary>
    internal void Use(TopologyReading reading)
    {
        (Roots, Notes, _put) = (reading.Roots, reading.Notes, reading.Put);
        _clusters.Use(reading);
    }

    /// <summary>What is in effect as the text of one file, with what the API made.</summary>
    /// <param name="topology">The topology that is in effect.</param>
    internal string TextInEffect(Topology topology) => TopologyText.InEffect(
        topology, [.. Roots, Api], file => PathOf(file.Length == 0 ? "api" : file));

    /// <summary>From now on the files say nothing, and the API all.</summary>
    internal void UseAsSeed(Node api) => (Roots, Api) = ([], api);

    /// <summary>The files as they are in effect, together with what else the API would have.</summary>
    /// <param name="api">In place of <see cref="Api"/>.</param>
    internal TopologyReading ReadWith(Node api) => ReadWith(api, Roots);

    /// <summary>What was read before, together with what the API has now.</summary>
    internal TopologyReading ReadAgain(TopologyReading reading) => ReadWith(Api, reading.Roots) with { Put = reading.Put, Ingresses = reading.Ingresses };

    private TopologyReading ReadWith(Node api, IReadOnlyList<Node> roots)
    {
        var problems = new List<Problem>();
        new ShapeCheck(problems, _settings.Limits).Check(api, TopologyShape.Object);
        var topology = TopologyReader.Read([.. roots, api], new ReadingContext(_settings, problems, PathOf, _isThere, Ports?.Held));
        return new TopologyReading(problems.Count == 0 ? topology : Topology.Empty, problems) { Roots = roots };
    }

    /// <summary>Whether the files, and those that they name, hold something else than when they were last read.</summary>
    internal bool HaveChanged(bool isThorough)
    {
        if (_seen is not { } seen || SeenFile.Again(seen, isThorough) is not { } again || _engines.HaveChanged || _clusters.HasChanged)
        {
            return true;
        }

        _seen = again;
        return false;
    }

    /// <summary>What is in the place of the files, where a file that it names holds something else than when it was read.</summary>
    internal TopologyPart? ChangedInPlace(bool isThorough)
    {
        if (_put is not { } put)
        {
            return null;
        }

        if (SeenFile.Again(put.Named, isThorough) is not { } named)
        {
            return put.Part;
        }

        Interlocked.CompareExchange(ref _put, put with { Named = named }, put);
        return null;
    }

    /// <summary>Where files are that <see cref="Locate(IReadOnlyList{string})"/> named.</summary>
    internal IReadOnlyList<string> PathsOf(IReadOnlyList<string> files) =>
        [.. files.Where(file => !LivingSource.IsMeantBy(file)).Select(file => PathOf(StackFile.Of(file).File))];

    /// <summary>Where a file is, without the name of its stack.</summary>
    internal string PathOf(string file) => _places.PathOf(file);

    /// <summary>What tells a file from others: a template may be read as several stacks.</summary>
    private (string? Stack, string Path) SameAs(string named)
    {
        var (stack, file) = StackFile.Of(named);
        return (stack, PathOf(file));
    }
}
