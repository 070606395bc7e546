using YamlDotNet.RepresentationModel;

namespace AlbEmulator.Tests.Manual;

/// <summary>What a CI job does, as a page of the manual has it to paste: its steps in their order, and the service container that it has.</summary>
internal sealed class CiJob
{
    private readonly List<CiStep> _steps = [];

    private readonly List<(string Name, string Value)> _environment = [];

    /// <param name="yaml">A job, or a part of one, of any of the vendors.</param>
    public CiJob(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        Read(Assert.Single(stream.Documents).RootNode);
    }

    public IReadOnlyList<CiStep> Steps => _steps;

    /// <summary>Variables of the service container; empty where there is none.</summary>
    public IReadOnlyList<(string Name, string Value)> Environment => _environment;

    /// <summary>Files of results that are shown.</summary>
    public List<string> Results { get; } = [];

    private void Read(YamlNode node)
    {
        if (node is YamlSequenceNode list)
        {
            foreach (var item in list)
            {
                Read(item);
            }
        }
        else if (node is YamlMappingNode mapping)
        {
            Read(mapping);
        }
    }

    private void Read(YamlMappingNode mapping)
    {
        var texts = mapping.Children.Where(static pair => pair.Value is YamlScalarNode).ToDictionary(pair => Text(pair.Key), pair => Text(pair.Value));
        if (texts.ContainsKey("Alb__TopologyText"))
        {
            _environment.AddRange(texts.Select(static pair => (pair.Key, pair.Value)));
        }

        if (texts.TryGetValue("testResultsFiles", out var results))
        {
            Results.Add(results);
        }

        var isOfFailure = texts.GetValueOrDefault("if") is "failure()" || texts.GetValueOrDefault("condition") is "failed()";
        foreach (var (key, value) in mapping)
        {
            switch (Text(key))
            {
                case "run" or "uses" or "task":
                    Add(value, isOfFailure);
                    break;
                case "script" or "after_script":
                    Add(value, isOfFailure || Text(key) == "after_script");
                    break;
                default:
                    Read(value);
                    break;
            }
        }
    }

    private void Add(YamlNode value, bool isOfFailure) =>
        _steps.AddRange((value is YamlSequenceNode list ? list : [value]).Select(step => new CiStep(Text(step).Trim(), isOfFailure)));

    private static string Text(YamlNode node) => Assert.IsType<YamlScalarNode>(node).Value ?? "";
}

/// <summary>A step of a job.</summary>
/// <param name="Words">What the shell gets, or what of the vendor's is used.</param>
/// <param name="IsOfFailure">Whether it is for a job that failed.</param>
internal sealed record CiStep(string Words, bool IsOfFailure);
