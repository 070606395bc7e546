using AlbEmulator.Benchmarks.Processes;

namespace AlbEmulator.Benchmarks.Proxies;

/// <summary>A proxy as it is to be started in front of the target.</summary>
/// <param name="Name">One of <see cref="ProxyNames"/>.</param>
/// <param name="Port">Loopback port on which it answers.</param>
internal sealed record Proxy(string Name, int Port, ProgramCommand Command)
{
    /// <summary>File with a line for every request, or null where this proxy has none.</summary>
    public string? AccessLog { get; init; }

    public bool IsTls { get; init; }
}
