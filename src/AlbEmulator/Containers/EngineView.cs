using AlbEmulator.Machine;

namespace AlbEmulator.Containers;

/// <summary>
/// The containers of an engine as it told of them last. What it has told stays while it does not answer.
/// </summary>
/// <param name="engine">Who is asked.</param>
internal sealed class EngineView(Engine engine) : IDisposable
{
    private readonly HashSet<string> _seenRunning = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<EngineContainer>? _containers;

    /// <summary>Raised after the containers have become others.</summary>
    public event Action? Changed;

    public Engine Engine => engine;

    /// <summary>
    /// Those that run, and those that ran while they were watched and are still there: the latter have no targets. Another list
    /// after each change; null where the engine has never answered.
    /// </summary>
    public IReadOnlyList<EngineContainer>? Containers => _containers;

    /// <summary>Asks the engine, where it has never answered.</summary>
    /// <returns>Why it does not answer; null where it has.</returns>
    public string? Open()
    {
        if (_containers is not null)
        {
            return null;
        }

        try
        {
            // Whoever reads files at the start of the program waits for them.
            LookAsync(CancellationToken.None).GetAwaiter().GetResult();
            return null;
        }
        catch (Exception exception)
        {
            return Reason(exception);
        }
    }

    /// <summary>Asks the engine now.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        var listed = await engine.ListAsync(cancellation);
        var before = _containers;
        var now = Watched(listed);
        if (before is null || !AreSame(before, now))
        {
            _containers = now;
            Changed?.Invoke();
        }
    }

    public void Dispose() => engine.Dispose();

    /// <summary>Why an engine does not answer, in a few words.</summary>
    public static string Reason(Exception exception) => OneLine.Of(exception.GetBaseException().Message.TrimEnd('.'));

    private List<EngineContainer> Watched(IReadOnlyList<EngineContainer> listed)
    {
        _seenRunning.IntersectWith(listed.Select(container => container.Id));
        _seenRunning.UnionWith(listed.Where(container => container.IsRunning).Select(container => container.Id));
        return [.. listed.Where(container => _seenRunning.Contains(container.Id)).OrderBy(container => container.Name, StringComparer.Ordinal)];
    }

    private static bool AreSame(IReadOnlyList<EngineContainer> one, IReadOnlyList<EngineContainer> other) =>
        one.Select(Text).SequenceEqual(other.Select(Text), StringComparer.Ordinal);

    /// <summary>All that is known of a container, so that another order is no change.</summary>
    private static string Text(EngineContainer container) => string.Join('\n',
    [
        container.Id, container.Name, container.Image, container.Command, $"{container.IsRunning} {container.IsOnHost}",
        .. container.Labels.Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal),
        .. container.Ports.Select(port => port.ToString()).Order(StringComparer.Ordinal),
        .. container.Addresses.Select(address => $"{address.Key} {address.Value}").Order(StringComparer.Ordinal),
    ]);
}
