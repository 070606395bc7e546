using System.Collections.Concurrent;
using System.Text;

namespace AlbEmulator.Benchmarks.Soak;

/// <summary>Requests by number, which each has in its query: who was answered, and who has a line in the access log.</summary>
internal sealed class AnsweredRequests(string log)
{
    private const string Parameter = "soak=";

    /// <summary>Of one that has an answer or a line, and not both: whether it is the line.</summary>
    private readonly ConcurrentDictionary<int, bool> _half = new();

    private readonly ConcurrentDictionary<string, long> _answers = new();
    private readonly StringBuilder _rest = new();
    private long _read;
    private int _last;

    /// <summary>Answers so far.</summary>
    public long Count => _answers.Values.Sum();

    /// <summary>Answers that have no line yet.</summary>
    public int Unlogged => _half.Count(one => !one.Value);

    /// <summary>How often each answer came.</summary>
    public string Words => string.Join(", ", _answers.OrderBy(one => one.Key).Select(one => $"{one.Key}: {one.Value}"));

    /// <summary>What a request that begins has in its query.</summary>
    public (int Number, string Query) Next()
    {
        var number = Interlocked.Increment(ref _last);
        return (number, $"{Parameter}{number}.");
    }

    /// <summary>The answer has come whole.</summary>
    public void Answered(int number, string status)
    {
        _answers.AddOrUpdate(status, 1, (_, count) => count + 1);
        Note(number, isLine: false);
    }

    /// <summary>Counts what broke off before an answer, by its name: it needs no line.</summary>
    public void Broken(string how) => _answers.AddOrUpdate(how, 1, (_, count) => count + 1);

    /// <summary>Reads what was written to the log since.</summary>
    public async Task Read(CancellationToken cancelled)
    {
        await using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = _read;
        var buffer = new byte[1 << 16];
        while (await file.ReadAsync(buffer, cancelled) is > 0 and var length)
        {
            _read += length;
            _rest.Append(Encoding.Latin1.GetString(buffer, 0, length));
            var text = _rest.ToString();
            var end = text.LastIndexOf('\n') + 1;
            foreach (var line in text[..end].Split('\n'))
            {
                Take(line);
            }

            _rest.Clear().Append(text, end, text.Length - end);
        }
    }

    private void Take(string line)
    {
        if (line.IndexOf(Parameter, StringComparison.Ordinal) is var at and >= 0)
        {
            var digits = line.AsSpan(at + Parameter.Length);
            Note(int.Parse(digits[..digits.IndexOf('.')]), isLine: true);
        }
    }

    /// <summary>Who has both is forgotten, so that an hour of requests needs no memory of its own.</summary>
    private void Note(int number, bool isLine)
    {
        if (!_half.TryAdd(number, isLine))
        {
            _half.TryRemove(number, out _);
        }
    }
}
