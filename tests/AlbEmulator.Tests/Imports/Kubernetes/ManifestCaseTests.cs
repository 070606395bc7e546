using AlbEmulator.Model;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Imports.Kubernetes;

/// <summary>What becomes of manifests, case by case.</summary>
public sealed class ManifestCaseTests
{
    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var item in ManifestCases.All)
            {
                rows.Add(item.File, item.Title);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Manifests_are_what_their_case_says(string file, string title)
    {
        var item = ManifestCases.Find(file, title);
        var reading = ManifestReading.Of(item);
        if (item.Problems.Count > 0)
        {
            AssertTold(item.Problems, reading);
            return;
        }

        var said = SaidInLines.Of(reading, item.HasPods);
        Assert.True(
            item.Lines.SequenceEqual(said) && reading.Problems.Count == 0,
            $"expected\n{string.Join('\n', item.Lines)}\nand not\n{string.Join('\n', said)}\n{Told(reading.Problems)}");
        Assert.All(item.Notes, note => Assert.True(
            reading.Notes.Any(note.Matches), $"no note {note} among\n{Told(reading.Notes)}"));
    }

    [Fact]
    public void Each_case_has_a_title_of_its_own_and_says_something() => Assert.All(
        ManifestCases.All.GroupBy(item => (item.File, item.Title)),
        items => Assert.True(Assert.Single(items) is var item && item.Lines.Count + item.Problems.Count > 0, $"{item.File}: {item.Title}"));

    /// <summary>Each problem that is expected, and no other.</summary>
    private static void AssertTold(IReadOnlyList<ToldLine> expected, TopologyReading reading) => Assert.True(
        reading.Problems.Count == expected.Count && expected.All(line => reading.Problems.Any(line.Matches)),
        $"expected\n{string.Join('\n', expected.Select(line => $"{string.Join('|', line.Places)}: {line.Words}"))}\nand not\n{Told(reading.Problems)}");

    private static string Told(IReadOnlyList<Problem> problems) => string.Join('\n', problems);
}
