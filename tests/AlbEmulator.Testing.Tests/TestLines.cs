using System.Collections.Concurrent;

namespace AlbEmulator.Testing.Tests;

/// <summary>Lines that come from other threads.</summary>
internal sealed class TestLines
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> All => [.. _lines];

    public void Add(string line) => _lines.Enqueue(line);
}
