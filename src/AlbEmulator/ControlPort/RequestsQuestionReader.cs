using System.Globalization;
using System.Text.Json;
using AlbEmulator.Journal;
using AlbEmulator.Model;
using AlbEmulator.Requests;
using AlbEmulator.Rules.Conditions;
using AlbEmulator.Shapes;
using AlbEmulator.Snapshots;

namespace AlbEmulator.ControlPort;

/// <summary>
/// Reads which requests are asked for, of a query or of a JSON object. What is unknown or wrong is told, all at once, with
/// what there is.
/// </summary>
internal sealed class RequestsQuestionReader(Snapshot snapshot, RequestJournal journal, bool isWait)
{
    private const int MostLimit = 100_000;
    private const decimal MostSeconds = 3600;
    private const string Example = """{"target-group":"api","path":"/orders/*","count":1,"timeoutSeconds":5}""";

    private static readonly string[] Filters =
        ["load-balancer", "rule", "target-group", "target", "status", "method", "path", "trace-id", "failed", "since", "limit"];

    private readonly NamesThere _there = new(snapshot, journal);
    private readonly string[] _names = isWait ? [.. Filters, "count", "timeoutSeconds"] : Filters;
    private readonly List<string> _problems = [];
    private readonly List<string> _words = [];
    private RequestsQuestion _question = new();

    public (RequestsQuestion? Question, string? Problem) Read(IQueryCollection query)
    {
        foreach (var (name, values) in query)
        {
            if (values is [{ } value])
            {
                Take(name, value);
            }
            else
            {
                _problems.Add($"{Quoted.Text(name)} is given {values.Count} times");
            }
        }

        return Result();
    }

    public (RequestsQuestion? Question, string? Problem) Read(ReadOnlyMemory<byte> body) =>
        ControlBody.Parse(body, Example, Read);

    private (RequestsQuestion?, string?) Read(JsonElement body)
    {
        foreach (var property in body.EnumerateObject())
        {
            switch (property.Value.ValueKind)
            {
                case JsonValueKind.String:
                    Take(property.Name, property.Value.GetString()!);
                    break;
                case JsonValueKind.Number:
                    Take(property.Name, property.Value.GetRawText());
                    break;
                default:
                    _problems.Add($"{Quoted.Text(property.Name)} must be a string or a number");
                    break;
            }
        }

        return Result();
    }

    private (RequestsQuestion?, string?) Result() => _problems.Count == 0
        ? (_question with { Words = string.Join(" and ", _words) }, null)
        : (null, string.Join("; ", _problems));

    private void Take(string name, string text)
    {
        if (!_names.Contains(name))
        {
            var nearest = Spelling.DidYouMean(name, _names);
            _problems.Add($"{Quoted.Text(name)} is not known here"
                + (nearest.Length > 0 ? nearest : $": there are {Quoted.List(_names)}"));
        }
        else if (TakeKnown(name, text, _question.Filter) is { } wanted)
        {
            _problems.Add($"{name} {wanted}, not {Quoted.Text(text)}");
        }
    }

    /// <summary>Null where it is taken, or else what would be.</summary>
    private string? TakeKnown(string name, string text, JournalFilter filter) => name switch
    {
        "load-balancer" => Take(name, text, _there.InPlaceOfLoadBalancer(text), filter with { LoadBalancer = text }),
        "rule" => Take(name, text, _there.InPlaceOfRule(text), filter with { Rule = text }),
        "target-group" => Take(name, text, _there.InPlaceOfTargetGroup(text), filter with { TargetGroup = text }),
        "target" => Take(name, text, _there.InPlaceOfTarget(text), filter with { Target = text }),
        "status" => Take(
            name,
            text,
            Statuses(text) is null ? "takes three digits such as 404, or a class such as 5xx" : null,
            filter with { Status = Statuses(text) }),
        "method" => Take(
            name,
            text,
            text.Length == 0 || text.AsSpan().ContainsAnyExcept(HttpToken.Set) ? "takes a method such as GET" : null,
            filter with { Method = text }),
        "path" => Take(
            name,
            text,
            text is ['/' or '*' or '?', ..] ? null : "takes a path such as /orders/7 or a pattern such as /orders/*",
            filter with { Path = WildcardPattern.Compile(ByteText.ToBytes(text), ignoreCase: false, escapes: true) }),
        "trace-id" => Take(
            name,
            text,
            text.Length == 0 ? "takes the value of Root or Self, or the whole header" : null,
            filter with { TraceId = ByteText.ToBytes(text) }),
        "failed" => Take(
            name,
            text,
            text is "true" or "false" ? null : "takes true or false",
            filter with { IsFailed = text == "true" }),
        "since" => Take(
            name,
            text,
            Time(text) is null ? "takes a time such as 2026-11-22T21:03:29Z (in a query + is %2B)" : null,
            filter with { Since = Time(text) }),
        "limit" => TakeNumber(text, MostLimit, limit => _question with { Limit = limit }),
        "count" => TakeNumber(text, journal.Size, count => _question with { Count = count }),
        _ => TakeTimeout(text),
    };

    private string? Take(string name, string text, string? wanted, JournalFilter filter)
    {
        if (wanted is null)
        {
            _words.Add($"{name}={Quoted.Plain(text)}");
            _question = _question with { Filter = filter };
        }

        return wanted;
    }

    private string? TakeNumber(string text, int most, Func<int, RequestsQuestion> take)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || number > most)
        {
            return $"takes 1 to {most}";
        }

        _question = take(number);
        return null;
    }

    private string? TakeTimeout(string text)
    {
        // Not a double, which takes the words NaN and Infinity for numbers.
        const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!decimal.TryParse(text, Style, CultureInfo.InvariantCulture, out var seconds) || seconds > MostSeconds)
        {
            return $"takes 0 to {MostSeconds} seconds";
        }

        _question = _question with { Timeout = TimeSpan.FromSeconds((double)seconds) };
        return null;
    }

    private static (int, int)? Statuses(string text) => text switch
    {
        [>= '1' and <= '9', 'x' or 'X', 'x' or 'X'] => ((text[0] - '0') * 100, ((text[0] - '0') * 100) + 99),
        { Length: 3 } when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) => (code, code),
        _ => null,
    };

    private static DateTime? Time(string text) =>
        text is [_, _, _, _, '-', ..]
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time.UtcDateTime
            : null;
}
