using System.Buffers;
using System.Text.Json;
using AlbEmulator.Machine;

namespace AlbEmulator.Stores;

/// <summary>A state as lines of changes, where there is no file of its own for it.</summary>
internal static class ChangeLines
{
    /// <summary>What makes a state of nothing.</summary>
    public static byte[] Of<TState, TChange>(ChangeKind<TState, TChange> kind, TState state)
        where TState : class
        where TChange : class => Of(kind, [.. kind.Whole(state)]);

    /// <summary>Changes, a line each.</summary>
    public static byte[] Of<TState, TChange>(ChangeKind<TState, TChange> kind, params IReadOnlyList<TChange> changes)
        where TState : class
        where TChange : class
    {
        var lines = new ArrayBufferWriter<byte>();
        foreach (var change in changes)
        {
            ChangeLine.Write(lines, change, kind.Json);
        }

        return lines.WrittenSpan.ToArray();
    }

    /// <summary>The state that lines make, any number of them in each part.</summary>
    /// <exception cref="InvalidDataException">They were not written by this program, or do not go together.</exception>
    public static TState Read<TState, TChange>(ChangeKind<TState, TChange> kind, IEnumerable<ReadOnlyMemory<byte>> parts)
        where TState : class
        where TChange : class
    {
        var replay = kind.Replay();
        foreach (var part in parts)
        {
            for (var rest = part; rest.Length > 0;)
            {
                var end = rest.Span.IndexOf((byte)'\n') is >= 0 and var at ? at + 1 : throw Broken("it ends within a line");
                var change = Change(kind, rest.Span[..end]);
                Try(() => replay.Take(change));
                rest = rest[end..];
            }
        }

        return replay.State;
    }

    /// <summary>What a line makes of a state.</summary>
    /// <inheritdoc cref="Read"/>
    public static TState After<TState, TChange>(ChangeKind<TState, TChange> kind, TState state, ReadOnlySpan<byte> line)
        where TState : class
        where TChange : class
    {
        var change = Change(kind, line);
        Try(() => state = kind.After(state, change));
        return state;
    }

    private static TChange Change<TState, TChange>(ChangeKind<TState, TChange> kind, ReadOnlySpan<byte> line)
        where TState : class
        where TChange : class
    {
        var content = ChangeLine.Read(line.TrimEnd((byte)'\n'), out var problem);
        if (problem is not null)
        {
            throw Broken(problem);
        }

        var (change, fault) = KeptJson.Read(content, kind.Json);
        return change ?? throw Broken($"{fault!.Path} {fault.Message}");
    }

    private static void Try(Action take)
    {
        try
        {
            take();
        }
        catch (JsonException exception)
        {
            throw Broken(exception.Message);
        }
    }

    private static InvalidDataException Broken(string message) => new($"a change cannot be read: {message}");
}
