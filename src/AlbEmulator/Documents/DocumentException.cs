using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>
/// Ends the parsing of a file of which nothing can be made. It does not leave this room:
/// <see cref="DocumentReader"/> turns it into its problem.
/// </summary>
internal sealed class DocumentException(Problem problem) : Exception(problem.Message)
{
    public Problem Problem { get; } = problem;
}
