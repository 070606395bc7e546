using AlbEmulator.Documents;
using AlbEmulator.Machine;
using AlbEmulator.Model;
using AlbEmulator.Shapes;

namespace AlbEmulator.RequestFiles;

/// <summary>
/// A file of requests, YAML or JSON: a list whose items are lines such as <c>GET https://shop.example.com/api/1</c>, or objects with headers
/// and body, or whole messages; or <c>Tests</c> with such a list. <c>${NAME}</c> is a variable of the environment, so that no token has to
/// stand there.
/// </summary>
internal static class RequestFile
{
    /// <summary>Requests of one file.</summary>
    public const int Most = 1000;

    private const int MostBytes = 8 * 1024 * 1024;
    private const string Example = "as in - GET https://shop.example.com/api/1";

    /// <param name="path">As the user named it.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="problems">What is wrong is added here.</param>
    /// <param name="notes">What is left out without being wrong is added here.</param>
    /// <returns>The requests in their order; none where something is wrong.</returns>
    public static IReadOnlyList<WrittenRequest> Read(string path, Func<string, string?> environment, List<Problem> problems, List<Problem> notes)
    {
        var before = problems.Count;
        if (Parse(path, environment, problems) is not { } root)
        {
            return [];
        }

        new ShapeCheck(problems, LimitsMode.Relaxed).Check(root, root is Node.Mapping ? RequestShape.File : new Shape.List(new Shape.Anything()));
        var items = root is Node.Mapping ? root.Find(RequestShape.Tests.Name).Items() : root.Items();
        if (problems.Count == before && items.Count is 0 or > Most)
        {
            problems.Add(new Problem(root.Origin, items.Count == 0 ? $"has no requests: write some, {Example}" : $"has {items.Count} requests, and {Most} are the most"));
        }

        if (problems.Count > before)
        {
            return [];
        }

        var reader = new RequestReader(root.Text(RequestShape.BaseUrl.Name), problems, notes);
        WrittenRequest[] requests = [.. items.SelectMany(reader.Read)];
        return problems.Count == before ? requests : [];
    }

    /// <summary>Its nodes; null where something is wrong, which was told.</summary>
    private static Node? Parse(string path, Func<string, string?> environment, List<Problem> problems)
    {
        var before = problems.Count;
        var content = RegularFile.Read(path, MostBytes);
        if (content.Bytes is not { } bytes || bytes.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
        {
            problems.Add(new Problem(new Origin(path, 0, ""), content.Bytes is null ? content.Problem : $"has no requests: write some, {Example}"));
            return null;
        }

        var document = DocumentReader.Parse(path, bytes, problems);
        problems.AddRange(document?.Repetitions.Select(static twice => new Problem(
            twice.Origin, $"stands here a second time, after line {twice.FirstLine}: keep one of the two, or give a header a list of values")) ?? []);
        var root = document is null ? null : new Substitution(environment, problems).Apply(document.Root);
        if (root is Node.Scalar)
        {
            problems.Add(new Problem(root.Origin, $"must be a list of requests, {Example}"));
        }

        return problems.Count == before ? root : null;
    }
}
