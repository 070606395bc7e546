using System.Net;
using AlbEmulator.Documents;
using AlbEmulator.Imports;
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
    private readonly string _workingDirectory;
    private readonly string _applicationFolder;
    /// <summary>As they were read last: what did not change of them is not read again.</summary>
    private readonly Dictionary<string, Document> _documents = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<SeenFile>? _seen;
    private volatile string? _folder;

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
        _workingDirectory = workingDirectory ?? Directory.GetCurrentDirectory();
        _applicationFolder = applicationFolder ?? AppContext.BaseDirectory;
    }

    /// <summary>What the API made, in the form of a file; it is part of the topology that the files ask for.</summary>
    internal Node Api { get; set; } = new Node.Mapping(Origin.None, []);

    /// <summary>The files as they are in effect: see <see cref="Use"/>.</summary>
    internal IReadOnlyList<Node> Roots { get; private set; } = [];

    /// <summary>The files to read: those of the command line or, without any, those of the settings.</summary>
    /// <returns>Files that are not there as they were named, for <see cref="Read"/> to tell.</returns>
    public IReadOnlyList<string> Locate(IReadOnlyList<string> commandLineFiles)
    {
        const StringSplitOptions tidy = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        var named = commandLineFiles.Count > 0 ? commandLineFiles : _settings.Topology.Split(',', tidy);
        var located = named.Select(Locate).ToList();
        _folder = located.Find(file => Directory.Exists(PathOf(file.File)))?.File;
        return
        [
            .. located
                .SelectMany(file => SourceFolder.Files(file, PathOf(file.File)))
                .Select(file => file.ToString()),
        ];
    }

    /// <summary>Reads files as one topology and tells everything that is wrong with them.</summary>
    public TopologyReading Read(IReadOnlyList<string> files)
    {
        var seen = new List<SeenFile>();
        var problems = new List<Problem>();
        CheckSettings(problems);
        if (files.Count == 0)
        {
            problems.Add(SettingsProblem("Topology", "names no file: write one, such as config/alb.json"));
        }

        var documents = new List<Source>();
        var twice = files.GroupBy(SameAs).SelectMany(same => same.Skip(1)).ToList();
        foreach (var (stack, file) in files.Select(StackFile.Of))
        {
            var (asRead, content) = SeenFile.Read(PathOf(file), DocumentLimits.MostBytes);
            seen.Add(asRead);
            if (DocumentReader.Parse(file, content, problems, _documents.GetValueOrDefault(file)) is { } document)
            {
                if (document.Text is not null)
                {
                    _documents[file] = document;
                }

                documents.Add(new Source(document, stack));
            }
        }

        var isWhole = documents.Count == files.Count;
        documents = [.. documents.DistinctBy(source => (source.Stack, PathOf(source.Document.File)))];

        // With a file missing, every reference into it would be told as well.
        var nested = new NestedFiles(PathOf, new Surroundings(documents.Select(source => PathOf(source.Document.File))), problems);
        var sources = SourceReader.Read(documents, new Import(_settings, problems, nested.Open), _environment, problems);
        var context = new ReadingContext(_settings, problems, PathOf, _isThere);
        var topology = isWhole ? TopologyReader.Read([.. sources.Roots, Api], context) : Topology.Empty;
        _seen = [.. seen, .. nested.All, .. context.NamedFiles];
        AddProblems(topology, problems);
        if (_folder is { } folder && problems.Count == 0 && topology.LoadBalancers.Count + topology.TargetGroups.Count == 0)
        {
            problems.Add(new Problem(
                new Origin(folder, 0, ""), "nothing of a load balancer is in this folder: there is nothing to run"));
        }

        IReadOnlyList<Problem> notes =
        [
            .. twice.Select(file => new Problem(new Origin(file, 0, ""), "is named twice, and read once")),
            .. sources.Notes,
            .. InOrder(context.Notes, files),
        ];
        if (problems.Count > 0)
        {
            return new TopologyReading(Topology.Empty, InOrder(problems, files)) { Notes = notes, Overlay = sources.Overlay };
        }

        return new TopologyReading(topology, []) { Notes = notes, Roots = sources.Roots };
    }

    /// <summary>From now on the files say what they said in a reading.</summary>
    internal void Use(TopologyReading reading) => Roots = reading.Roots;

    /// <summary>From now on the files say nothing, and the API all.</summary>
    internal void UseAsSeed(Node api) => (Roots, Api) = ([], api);

    /// <summary>The files as they are in effect, together with what else the API would have.</summary>
    /// <param name="api">In place of <see cref="Api"/>.</param>
    internal TopologyReading ReadWith(Node api) => ReadWith(api, Roots);

    /// <summary>What was read before, together with what the API has now.</summary>
    internal TopologyReading ReadAgain(TopologyReading reading) => ReadWith(Api, reading.Roots);

    private TopologyReading ReadWith(Node api, IReadOnlyList<Node> roots)
    {
        var problems = new List<Problem>();
        new ShapeCheck(problems, _settings.Limits).Check(api, TopologyShape.Object);
        var topology = TopologyReader.Read([.. roots, api], new ReadingContext(_settings, problems, PathOf, _isThere));
        AddProblems(topology, problems);
        return new TopologyReading(problems.Count == 0 ? topology : Topology.Empty, problems) { Roots = roots };
    }

    /// <summary>Whether the files, and those that they name, hold something else than when they were last read.</summary>
    internal bool HaveChanged(bool isThorough)
    {
        List<SeenFile?>? seen = _seen?.Select(file => file.Again(isThorough)).ToList();
        if (seen is null || seen.Contains(null))
        {
            return true;
        }

        _seen = seen.OfType<SeenFile>().ToList();
        return false;
    }

    /// <summary>Where files are that <see cref="Locate(IReadOnlyList{string})"/> named.</summary>
    internal IReadOnlyList<string> PathsOf(IReadOnlyList<string> files) => [.. files.Select(file => PathOf(StackFile.Of(file).File))];

    /// <summary>Where a file is, without the name of its stack.</summary>
    internal string PathOf(string file)
    {
        try
        {
            return Path.GetFullPath(file, _workingDirectory);
        }
        catch (ArgumentException)
        {
            // A name no file can have; opening it says so.
            return file;
        }
    }

    private void AddProblems(Topology topology, List<Problem> problems)
    {
        problems.AddRange(TopologyProblems.Find(topology, ControlAddress.Of(_settings)));
        problems.AddRange(LambdaProblems.Find(topology, _settings));
        if (_settings.Limits == LimitsMode.Strict)
        {
            problems.AddRange(QuotaProblems.Find(topology));
        }
    }

    private StackFile Locate(string named)
    {
        var file = StackFile.Of(named);
        if (file.Stack is not null && Path.Exists(PathOf(named)))
        {
            return new StackFile(null, Path.Combine(".", named));
        }

        if (Path.Exists(PathOf(file.File)))
        {
            return file;
        }

        var beside = Path.Combine(_applicationFolder, file.File);
        return Path.Exists(beside) ? file with { File = beside } : file;
    }

    /// <summary>What tells a file from others: a template may be read as several stacks.</summary>
    private (string? Stack, string Path) SameAs(string named)
    {
        var (stack, file) = StackFile.Of(named);
        return (stack, PathOf(file));
    }

    private void CheckSettings(List<Problem> problems)
    {
        if (BindAddresses.ProblemWith(_settings.BindAddress) is { } problem)
        {
            problems.Add(SettingsProblem("BindAddress", problem));
        }

        if (_settings.AssumeListener.Length > 0 && AssumedListener.Parse(_settings.AssumeListener) is null)
        {
            problems.Add(SettingsProblem(
                "AssumeListener", $"must be a protocol and a port such as HTTP:80 or HTTPS:443, not {Quoted.Text(_settings.AssumeListener)}"));
        }

        if (_settings.AccountId.Length != 12 || !_settings.AccountId.All(char.IsAsciiDigit))
        {
            problems.Add(SettingsProblem("AccountId", $"must have 12 digits, not {Quoted.Text(_settings.AccountId)}"));
        }

        if (_settings.Region.Length == 0 || !_settings.Region.All(IsRegionCharacter))
        {
            problems.Add(SettingsProblem(
                "Region", $"must be the name of a Region such as us-east-1, not {Quoted.Text(_settings.Region)}"));
        }
    }

    private static bool IsRegionCharacter(char character) =>
        char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character == '-';

    private static Problem SettingsProblem(string name, string message) =>
        new(new Origin("settings", 0, $"Alb:{name}"), message);

    /// <summary>File by file as they were named, from the top of each to its end.</summary>
    private static List<Problem> InOrder(List<Problem> problems, IReadOnlyList<string> files)
    {
        var order = files.Select(file => StackFile.Of(file).File).Index()
            .DistinctBy(file => file.Item).ToDictionary(file => file.Item, file => file.Index);
        var sorted = problems
            .Distinct()
            .OrderBy(problem => order.GetValueOrDefault(problem.Origin.File, problem.Origin.Line == 0 ? -1 : files.Count))
            .ThenBy(problem => problem.Origin.Line)
            .ToList();
        if (sorted.Count > DocumentLimits.MostProblems)
        {
            sorted.RemoveRange(DocumentLimits.MostProblems, sorted.Count - DocumentLimits.MostProblems);
            sorted.Add(new Problem(sorted[^1].Origin.At(""), "and there are more problems than these"));
        }

        return sorted;
    }
}
