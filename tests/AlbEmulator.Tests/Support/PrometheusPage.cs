using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace AlbEmulator.Tests.Support;

/// <summary>
/// A page of metrics, read as strictly as its format allows: what Prometheus would make something of, but should not be
/// there, is an error too.
/// <see href="https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format"/>
/// </summary>
public sealed partial class PrometheusPage
{
    private readonly Dictionary<string, string> _types = [];
    private readonly HashSet<string> _helps = [];
    private readonly Dictionary<string, double> _values = [];
    private readonly List<(string Name, SortedDictionary<string, string> Labels, double Value)> _samples = [];
    private string _family = "";

    private PrometheusPage(string text)
    {
        if (!text.EndsWith('\n') || text.Contains('\r'))
        {
            throw new FormatException("Every line ends with a line feed.");
        }

        foreach (var line in text[..^1].Split('\n'))
        {
            Read(line);
        }

        foreach (var (family, _) in _types.Where(type => type.Value == "histogram"))
        {
            CheckHistogram(family);
        }
    }

    /// <summary>Each metric and its type.</summary>
    public IReadOnlyDictionary<string, string> Types => _types;

    /// <summary>Reads a page; throws where it is not what it should be.</summary>
    public static PrometheusPage Parse(string text) => new(text);

    /// <summary>The value of one series; an error where there is none.</summary>
    public double this[string name, params (string Label, string Value)[] labels] => _values[
        Key(name, new SortedDictionary<string, string>(labels.ToDictionary(label => label.Label, label => label.Value)))];

    /// <summary>The values of all series of a name that have this label, or of all, together.</summary>
    public double Sum(string name, string? label = null, string? value = null) => Series(name)
        .Where(sample => label is null || (sample.Labels.TryGetValue(label, out var has) && has == value))
        .Sum(sample => sample.Value);

    /// <summary>Every series of a name, such as that of a metric or of the buckets of one.</summary>
    public IEnumerable<(IReadOnlyDictionary<string, string> Labels, double Value)> Series(string name) => _samples
        .Where(sample => sample.Name == name)
        .Select(sample => ((IReadOnlyDictionary<string, string>)sample.Labels, sample.Value));

    private void Read(string line)
    {
        if (Help().Match(line) is { Success: true } help)
        {
            _family = help.Groups["name"].Value;
            Check(_helps.Add(_family), line);
            Check(help.Groups["text"].Value.Length > 0, line);
        }
        else if (Type().Match(line) is { Success: true } type)
        {
            Check(type.Groups["name"].Value == _family && _types.TryAdd(_family, type.Groups["type"].Value), line);
        }
        else
        {
            Add(line, Sample().Match(line));
        }
    }

    private void Add(string line, Match sample)
    {
        Check(sample.Success, line);
        var name = sample.Groups["name"].Value;
        var isHistogram = _types.GetValueOrDefault(_family) == "histogram";
        // Samples stand below the type of their metric.
        Check(_types.ContainsKey(_family), line);
        Check(isHistogram
            ? name == $"{_family}_bucket" || name == $"{_family}_sum" || name == $"{_family}_count"
            : name == _family, line);
        Check(_types[_family] != "counter" || name.EndsWith("_total", StringComparison.Ordinal), line);
        var labels = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (label, value) in sample.Groups["label"].Captures.Zip(sample.Groups["value"].Captures))
        {
            Check(labels.TryAdd(label.Value, Unescaped(value.Value)), line);
        }

        Check(labels.ContainsKey("le") == name.EndsWith("_bucket", StringComparison.Ordinal), line);
        var number = double.Parse(sample.Groups["number"].Value, NumberStyles.Float, CultureInfo.InvariantCulture);
        Check(_types[_family] == "gauge" || number >= 0, line);
        Check(_values.TryAdd(Key(name, labels), number), $"twice: {line}");
        _samples.Add((name, labels, number));
    }

    /// <summary>Buckets grow with their bounds, and the last holds all.</summary>
    private void CheckHistogram(string family)
    {
        foreach (var series in Series($"{family}_bucket").GroupBy(sample => Key("", Without(sample.Labels))))
        {
            var (bound, count) = (double.NegativeInfinity, 0.0);
            foreach (var (labels, value) in series)
            {
                var next = labels["le"] == "+Inf"
                    ? double.PositiveInfinity
                    : double.Parse(labels["le"], CultureInfo.InvariantCulture);
                Check(next > bound && value >= count, $"{family}: {labels["le"]}");
                (bound, count) = (next, value);
            }

            var rest = Without(series.First().Labels);
            Check(double.IsPositiveInfinity(bound), $"{family} has no bucket +Inf");
            Check(_values[Key($"{family}_count", rest)] == count, $"{family}: its count is not that of +Inf");
            Check(_values[Key($"{family}_sum", rest)] >= 0, $"{family} has no sum");
        }
    }

    private static SortedDictionary<string, string> Without(IReadOnlyDictionary<string, string> labels) => new(
        labels.Where(label => label.Key != "le").ToDictionary(), StringComparer.Ordinal);

    private static string Unescaped(string value)
    {
        var text = new StringBuilder();
        for (var index = 0; index < value.Length; index++)
        {
            text.Append(value[index] != '\\' ? value[index] : value[++index] switch { 'n' => '\n', var other => other });
        }

        return text.ToString();
    }

    private static string Key(string name, SortedDictionary<string, string> labels) =>
        name + string.Concat(labels.Select(label => $"|{label.Key}={label.Value}"));

    private static void Check(bool holds, string line)
    {
        if (!holds)
        {
            throw new FormatException(line);
        }
    }

    [GeneratedRegex("^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<text>(?:[^\\\\]|\\\\n|\\\\\\\\)*)$")]
    private static partial Regex Help();

    [GeneratedRegex("^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>counter|gauge|histogram)$")]
    private static partial Regex Type();

    [GeneratedRegex(
        """
        ^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?:(?<label>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>(?:[^"\\\n]|\\["\\n])*)"(?:,(?=[a-z])|(?=\})))+\})? (?<number>-?[0-9]+(?:\.[0-9]+)?(?:E[+-][0-9]+)?|\+Inf)$
        """)]
    private static partial Regex Sample();
}
