using AlbEmulator.Model;
using AlbEmulator.Topologies;

namespace AlbEmulator.Commands.Reports;

/// <summary>What <c>alb check</c> found.</summary>
/// <param name="Reading">The files, as they were read.</param>
/// <param name="Notes">What is worth to know of files that are right, beside what the reading has.</param>
/// <param name="Summary">Of files that are right, a line for each load balancer and one for all.</param>
internal sealed record CheckOutcome(TopologyReading Reading, IReadOnlyList<Problem> Notes, IReadOnlyList<string> Summary)
{
    /// <summary>Notes of both kinds, then problems.</summary>
    public IEnumerable<Finding> Findings =>
    [
        .. Reading.Notes.Concat(Notes).Select(static note => new Finding(note, IsError: false)),
        .. Reading.Problems.Select(static problem => new Finding(problem, IsError: true)),
    ];
}

/// <summary>One of the things that were found.</summary>
/// <param name="Problem">What, and where.</param>
/// <param name="IsError">Whether nothing runs until it is mended.</param>
internal sealed record Finding(Problem Problem, bool IsError)
{
    public string Severity => IsError ? "error" : "note";

    /// <summary>The file; null where it is none, as of a setting.</summary>
    public string? File => Path.Exists(Problem.Origin.File) || Problem.Origin.Line > 0 ? Problem.Origin.File : null;

    /// <summary>What is wrong, with the path within the file where there is one.</summary>
    public string Message => Problem.Origin.Path.Length == 0 ? Problem.Message : $"{Problem.Origin.Path}: {Problem.Message}";
}
