using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>The content of a file.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Root">Its nodes, as they are written: nothing is substituted.</param>
internal sealed record Document(string File, Node Root)
{
    /// <summary>What it was read from; null where an edit of it cannot be read alone.</summary>
    public DocumentText? Text { get; init; }

    /// <summary>What is wrong with its tags such as <c>!Ref</c>, unless it is a template of CloudFormation.</summary>
    public IReadOnlyList<Problem> ShortTags { get; init; } = [];

    /// <summary>
    /// Properties that stand twice, of which the second counts. Only CloudFormation takes them; to others they are a problem.
    /// </summary>
    public IReadOnlyList<Repetition> Repetitions { get; init; } = [];
}
