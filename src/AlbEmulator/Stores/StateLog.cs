using AlbEmulator.Model;

namespace AlbEmulator.Stores;

/// <summary>
/// A state that outlives the emulator, and is kept by what changes of it. Who has it writes a state as it is to be, and the
/// log finds what became other since the one before.
/// </summary>
/// <typeparam name="TState">Immutable.</typeparam>
/// <typeparam name="TChange">What became other of it.</typeparam>
internal abstract class StateLog<TState, TChange> : IStateLog
    where TState : class
    where TChange : class
{
    /// <summary>What the state is.</summary>
    protected abstract ChangeKind<TState, TChange> Kind { get; }

    /// <summary>Where it is, for a user: a file, or an address.</summary>
    public abstract string Place { get; }

    /// <summary>Told of what nobody waits for.</summary>
    public abstract ILogger Log { set; }

    /// <summary>What is kept now: what was written last, by this emulator or by another that shares the store.</summary>
    public abstract TState Kept { get; }

    /// <summary>The state that was written last, or what is wrong with it; then nothing is written.</summary>
    public abstract (TState State, Problem? Problem) Read();

    /// <summary>Keeps a state.</summary>
    /// <param name="state">As it is to be.</param>
    /// <param name="madeOf"><see cref="Store.Revision"/> when it was looked at what there is, to make the state of it.</param>
    /// <exception cref="StoreConflictException">Another emulator has changed something since: now <see cref="Kept"/> has it.</exception>
    /// <exception cref="IOException">It cannot be kept; the state before stays.</exception>
    public abstract void Write(TState state, long madeOf);

    /// <summary>Keeps a state whatever there is, so that nothing of what was there before stays.</summary>
    /// <exception cref="IOException">It cannot be kept; the state before stays.</exception>
    public abstract void Replace(TState state);

    public byte[] Whole() => ChangeLines.Of(Kind, Kept);

    public void ReplaceBy(IEnumerable<ReadOnlyMemory<byte>> lines) => Replace(ChangeLines.Read(Kind, lines));

    /// <summary>Where things are kept that were read before: the place, and the line of each, or none.</summary>
    /// <param name="property">By whose text they are found.</param>
    /// <param name="texts">Of them.</param>
    public abstract (string File, Dictionary<string, int> Lines) LinesOf(string property, IReadOnlySet<string> texts);

    /// <summary>The files that are there of it, absolute.</summary>
    public virtual IEnumerable<string> Files() => [];

    public abstract void Dispose();
}
