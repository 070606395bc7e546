using AlbEmulator.Tests.House;

namespace AlbEmulator.Tests.Conformance;

/// <summary>The page of conformance says what the tests say, and nothing without them.</summary>
public sealed class ConformanceTests
{
    private const string Update = "ALB_UPDATE_CONFORMANCE";

    [Fact]
    public void Page_is_what_the_table_says()
    {
        var path = Path.Combine(SourceTree.Root, ConformancePage.File);
        var made = ConformancePage.Write();
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(path, made);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == made,
            $"{ConformancePage.File} is out of step: run this test once with {Update}=1");
    }

    [Fact]
    public void Every_test_that_a_row_names_is_there_and_runs() => Assert.Empty(
        from row in Observables.All
        from test in row.Tests
        where NamedTest.Find(test) is not { Runs: true }
        select $"{row.Place}: {test} is no test that runs, or one of several: name it as Class.Method or Folder.Class.Method");

    [Fact]
    public void What_is_met_or_guessed_has_a_test() => Assert.Empty(
        from row in Observables.All
        where row.Tests.Count == 0 && row.Here != Observables.Differs
        select $"{row.Place}: is {row.Here}, and names no test");

    [Fact]
    public void What_differs_or_is_unknown_says_what_the_emulator_does() => Assert.Empty(
        from row in Observables.All
        where row.Does.Length == 0 && row.Here != Observables.Met
        select $"{row.Place}: {row.Here}, and does not say what the emulator does");

    [Fact]
    public void What_nobody_knows_is_unknown_and_nothing_else_is() => Assert.Empty(
        from row in Observables.All
        where row.Sources.Contains(Observables.Nobody) != (row.Here == Observables.Unknown) || (row.Here == Observables.Unknown && row.Sources.Count > 1)
        select $"{row.Place}: is {row.Here}, and known by {string.Join(", ", row.Sources)}");

    [Fact]
    public void Every_source_is_one_that_the_page_explains() => Assert.Empty(
        from row in Observables.All
        from source in row.Sources
        where Observables.Sources.All(known => known.Source != source)
        select $"{row.Place}: {source} is no source: there are {string.Join(", ", Observables.Sources.Select(known => known.Source))}");

    [Fact]
    public void No_row_stands_twice() => Assert.Empty(
        Observables.All.GroupBy(row => row.Alb).Where(same => same.Count() > 1).Select(same => $"{same.Last().Place}: stands twice"));
}
