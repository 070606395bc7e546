using AlbEmulator.Machine;

namespace AlbEmulator.Stores;

/// <summary>
/// A store that several emulators have together, its nodes. Every change has a revision, the same for all of them and of all
/// that is kept: a change counts only if it was made of what there was last.
/// </summary>
internal abstract class SharedStore : Store
{
    public override SharedStore Shared => this;

    /// <summary>Told of what nobody waits for.</summary>
    public LateLog Log { get; } = new();

    /// <summary>As the setting has it, without what is secret.</summary>
    public abstract string Name { get; }

    /// <summary>Whether what there is now is known, and can be changed.</summary>
    public abstract bool IsConnected { get; }

    /// <summary>Why it is not; null where it is.</summary>
    public abstract string? Problem { get; }

    /// <summary>Who there is, this emulator among them, by their addresses.</summary>
    public abstract IReadOnlyList<StoreNode> Nodes { get; }

    /// <summary>Is told that what is kept has become other, by whomever, or that a node came, went or has put a revision into effect.</summary>
    public event Action? Followed;

    /// <summary>Waits until all is known that was kept before the call.</summary>
    /// <returns>Why that is not so, and what is known may be old; null where it is.</returns>
    public abstract Task<string?> RefreshAsync(CancellationToken cancellation);

    /// <summary>Tells the others what this emulator has put into effect, now and whenever that changes.</summary>
    /// <param name="node">As it stands.</param>
    public abstract void Announce(StoreNode node);

    /// <summary>Whether every node that lives has put a revision into effect.</summary>
    public bool IsEverywhere(long revision) => Nodes.All(node => node.Revision >= revision);

    protected void TellFollowed() => Followed?.Invoke();
}
