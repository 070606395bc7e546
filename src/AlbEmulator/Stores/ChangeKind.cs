using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AlbEmulator.Model;

namespace AlbEmulator.Stores;

/// <summary>What a state is, and how it changes; all a <see cref="ChangeLog{TState,TChange}"/> needs to know of it.</summary>
/// <typeparam name="TState">Immutable.</typeparam>
/// <typeparam name="TChange">What became other of it; has a form in JSON.</typeparam>
internal abstract class ChangeKind<TState, TChange>
    where TState : class
    where TChange : class
{
    /// <summary>Of changes and their JSON. A file of a later format is refused.</summary>
    public abstract int Format { get; }

    public abstract JsonTypeInfo<TChange> Json { get; }

    /// <summary>Whether the files are for nobody else, whatever the settings say.</summary>
    public virtual bool HoldsSecrets => false;

    /// <summary>What is there before anything was kept.</summary>
    public abstract TState Empty { get; }

    /// <summary>What makes the second of the first; null where they are the same.</summary>
    public abstract TChange? Between(TState before, TState after);

    /// <summary>What makes a state of nothing, in pieces of a bounded size.</summary>
    public abstract IEnumerable<TChange> Whole(TState state);

    /// <summary>What a change makes of a state; all that it does not name stays the very same.</summary>
    /// <exception cref="JsonException">The change does not go with the state.</exception>
    public abstract TState After(TState state, TChange change);

    /// <summary>Makes a state of changes, beginning with nothing.</summary>
    public abstract ChangeReplay<TState, TChange> Replay();

    /// <summary>In bytes: what a file that was written as a whole has at most.</summary>
    public abstract int LongestOlder { get; }

    /// <summary>The state of a file that was written as a whole, by a version before there were changes.</summary>
    /// <param name="file">Its name, for problems.</param>
    /// <param name="content">What it holds; of no later format.</param>
    /// <returns>The state, or the first thing that is wrong with the file.</returns>
    public abstract (TState State, Problem? Problem) ReadOlder(string file, byte[] content);
}

/// <summary>A state that is made of one change after the other.</summary>
internal abstract class ChangeReplay<TState, TChange>
{
    /// <exception cref="JsonException">The change does not go with those before it.</exception>
    public abstract void Take(TChange change);

    /// <summary>What came of the changes.</summary>
    public abstract TState State { get; }
}
