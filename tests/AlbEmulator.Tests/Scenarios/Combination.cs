namespace AlbEmulator.Tests.Scenarios;

/// <summary>One thing that AWS refuses, since it is missing beside another, or does not go with another.</summary>
/// <param name="Name">What, in a few words.</param>
/// <param name="Word">What every message about it says.</param>
/// <param name="InFile">What a file with relaxed limits is told; with strict limits it is a problem always.</param>
/// <param name="File">A topology file as JSON; null where files have no such thing, or have it otherwise.</param>
/// <param name="Call">A call of the API as <c>Action&amp;Name=value&amp;…</c>; null where it takes no such thing.</param>
public sealed record Combination(string Name, string Word, InFile InFile, string? File, string? Call)
{
    public override string ToString() => Name;
}

/// <summary>What a file with relaxed limits is told.</summary>
public enum InFile
{
    /// <summary>It is taken, and a note says that AWS refuses it.</summary>
    Note,

    Problem,
}
