namespace AlbEmulator.Model;

/// <summary>One thing that is wrong with a topology: where it stands, and what to write instead.</summary>
public sealed record Problem(Origin Origin, string Message)
{
    /// <summary>What sort of fault it is, for those who say it in other words; null where there is but one way.</summary>
    public Fault? Fault { get; init; }

    /// <summary>Characters from the beginning of the line, from 1 on, where a parser stopped; 0 where that is not known.</summary>
    public int Column { get; init; }

    /// <summary>
    /// <c>file:line: path: problem</c>, the form that editors make clickable; what has no line leaves it out.
    /// </summary>
    public override string ToString()
    {
        var place = Origin.Line == 0 ? Origin.File : $"{Origin.File}:{Origin.Line}";
        return Origin.Path.Length == 0 ? $"{place}: {Message}" : $"{place}: {Origin.Path}: {Message}";
    }
}
