using System.Text;

namespace AlbEmulator.Etcd;

/// <summary>
/// The logs of a store, by name. What was read of one before anybody asked for it waits until somebody does: of a log of a
/// later version too.
/// </summary>
internal sealed class EtcdLogs
{
    private readonly Dictionary<string, IEtcdLog> _logs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ReadOnlyMemory<byte>>> _unclaimed = new(StringComparer.Ordinal);
    private bool _isOfCopy;

    /// <summary>Name of the log, id and line of a change.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    public static (string Log, string Id, byte[] Line) Entry(ReadOnlySpan<byte> entry)
    {
        var end = entry.IndexOf((byte)'\n');
        return end > 0 && Encoding.UTF8.GetString(entry[..end]).Split(' ') is [var name, var id]
            ? (name, id, entry[(end + 1)..].ToArray())
            : throw new InvalidDataException("a change is of no log");
    }

    public TLog Of<TLog>(string name, Func<TLog> create)
        where TLog : IEtcdLog
    {
        if (_logs.TryGetValue(name, out var known))
        {
            return (TLog)known;
        }

        var log = create();
        _logs[name] = log;
        if (_isOfCopy)
        {
            log.ReadCopy();
        }
        else if (_unclaimed.Remove(name, out var lines))
        {
            log.Load(lines);
        }

        return log;
    }

    public void Load(EtcdReading reading)
    {
        _isOfCopy = false;
        _unclaimed.Clear();
        foreach (var (name, lines) in reading.Lines)
        {
            if (!_logs.ContainsKey(name))
            {
                _unclaimed[name] = lines;
            }
        }

        foreach (var (name, log) in _logs)
        {
            log.Load(reading.Lines.GetValueOrDefault(name) ?? []);
        }
    }

    public void ReadCopies()
    {
        _isOfCopy = true;
        foreach (var log in _logs.Values)
        {
            log.ReadCopy();
        }
    }

    public void Follow(string name, byte[] line)
    {
        if (_logs.TryGetValue(name, out var log))
        {
            log.Follow(line);
        }
        else
        {
            (_unclaimed.TryGetValue(name, out var lines) ? lines : _unclaimed[name] = []).Add(line);
        }
    }

    /// <summary>All states, that of one log in its place.</summary>
    public IReadOnlyList<(string Name, byte[] Whole)> Wholes(IEtcdLog? replaced, Func<byte[]>? whole) =>
    [
        .. _logs.Select(item => (item.Key, item.Value == replaced ? whole!() : item.Value.Whole())),
        .. _unclaimed.Select(static item => (item.Key, item.Value.SelectMany(static lines => lines.ToArray()).ToArray())),
    ];

    public void Copy()
    {
        foreach (var log in _logs.Values)
        {
            log.Copy();
        }
    }
}
