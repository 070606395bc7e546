using AlbEmulator.Documents;
using AlbEmulator.Machine;
using AlbEmulator.Model;

namespace AlbEmulator.Expectations;

/// <summary>The files that were named: those of tests, and those whose rules are tested.</summary>
/// <param name="Tests">In the order in which they are written; none where something is wrong.</param>
/// <param name="Files">Those that hold them, as they were named.</param>
/// <param name="Sources">All others.</param>
/// <param name="Problems">What is wrong with the tests.</param>
internal sealed record TestFiles(
    IReadOnlyList<RequestTest> Tests, IReadOnlyList<string> Files, IReadOnlyList<string> Sources, IReadOnlyList<Problem> Problems)
{
    /// <summary>Stands in the name of a file of tests, if not in its content.</summary>
    private const string Infix = ".tests.";

    /// <param name="named">Files and whatever else a topology is read from. The first is a file of tests; others are by their name or content.</param>
    /// <param name="environment">The variables, for <c>${NAME}</c>.</param>
    public static TestFiles Read(IReadOnlyList<string> named, Func<string, string?> environment)
    {
        var (tests, files, sources, problems) = (new List<RequestTest>(), new List<string>(), new List<string>(), new List<Problem>());
        foreach (var (index, file) in named.Index())
        {
            var isTests = index == 0 || file.Contains(Infix, StringComparison.OrdinalIgnoreCase);
            // What is no file at all, such as docker://, has no content of its own.
            var content = isTests || RegularFile.IsThere(file) ? RegularFile.Read(file, DocumentLimits.MostBytes) : default;
            if (!isTests && !HasTests(file, content))
            {
                sources.Add(file);
                continue;
            }

            files.Add(file);
            if (Parse(file, content, problems) is { } document)
            {
                tests.AddRange(new TestFileReader(environment, problems).Read(document));
            }
        }

        return new TestFiles(problems.Count == 0 ? tests : [], files, sources, problems);
    }

    /// <summary>Others are not parsed here: they may be long.</summary>
    private static bool HasTests(string file, FileContent content) =>
        content.Bytes is { } bytes && bytes.AsSpan().IndexOf("Tests"u8) >= 0
        && DocumentReader.Parse(file, bytes, [])?.Root.Find(TestFileShape.Tests.Name) is Node.Sequence;

    private static Document? Parse(string file, FileContent content, List<Problem> problems)
    {
        if (content.Kind == FileKind.Folder || content.Bytes?.AsSpan().Trim(" \t\r\n"u8).IsEmpty == true)
        {
            problems.Add(new Problem(
                new Origin(file, 0, ""),
                content.Kind == FileKind.Folder ? "is a directory: name a file of tests first" : "is empty: write Tests, and a request below it"));
            return null;
        }

        return DocumentReader.Parse(file, content, problems);
    }
}
