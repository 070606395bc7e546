using System.Diagnostics;
using System.Text;
using AlbEmulator.Tests.Support;
using AlbEmulator.Topologies;

namespace AlbEmulator.Tests.Topologies;

/// <summary>Whatever a file holds, reading it ends, with problems and without an exception.</summary>
public sealed class HostileFileTests
{
    [Theory]
    [InlineData("a.json", "", "a.json:1: is empty")]
    [InlineData("a.yaml", " \n\n ", "a.yaml:1: is empty")]
    [InlineData("a.yaml", "# nothing\n", "a.yaml:1: is empty")]
    [InlineData("a.json", "// nothing\n", "is not JSON")]
    [InlineData("a.json", "{\n\n\"LoadBalancers\": ]", "a.json:3: is not JSON: ")]
    [InlineData("a.json", "{\n\"LoadBalancers\": [", "a.json:2: is not JSON: ")]
    [InlineData("a.json", "{} {}", "a.json:1: is not JSON: ")]
    [InlineData("a.json", "[]", "a.json:1: must be a topology (an object), not a list")]
    [InlineData("a.json", "null", "a.json:1: has no value: write a topology")]
    [InlineData("a.yaml", "null", "a.yaml:1: has no value: write a topology")]
    [InlineData("a.yaml", "text", "a.yaml:1: must be a topology (an object), not \"text\"")]
    [InlineData("a.json", "{\"\\ud800\": 1}", "a.json:1: holds an escape that is not a character")]
    [InlineData("a.json", "{\"$schema\": \"\\ud800\"}", "a.json:1: $schema: holds an escape that is not a character")]
    [InlineData("a.yaml", "LoadBalancers:\n  - Name: a\n Name: b\n", "a.yaml:3: is not YAML: ")]
    [InlineData("a.yaml", "LoadBalancers: [\n", "is not YAML: ")]
    [InlineData("a.yaml", "LoadBalancers:\n  - { Name: a\n    Listeners: []\n", "is not YAML: ")]
    [InlineData("a.yaml", "Rules:\n  - Conditions: [{ Field: a, Values: ['b']\n    Actions: []\n", "a.yaml:2: is not YAML: look here for a bracket")]
    [InlineData("a.yaml", "LoadBalancers: *nowhere\n",
        "a.yaml:1: LoadBalancers: no anchor nowhere stands before this alias")]
    [InlineData("a.yaml", "LoadBalancers: &a\n  - *a\n",
        "a.yaml:2: LoadBalancers[0]: no anchor a stands before this alias")]
    [InlineData("a.yaml", "{}\n---\n{}\n", "a.yaml:2: begins a second document")]
    [InlineData("a.yaml", "? [a]\n: b\n", "has a name that is not text")]
    [InlineData("a.yaml", "LoadBalancers: !Ref x\n", "a.yaml:1: LoadBalancers: the tag !Ref is not supported")]
    [InlineData("a.yaml", "<<: 5\n", "must be a mapping, or a list of mappings, to be merged")]
    [InlineData("a.yaml", "TargetGroups: []\nTargetGroups: []\n",
        "a.yaml:2: TargetGroups: stands here a second time, after line 1: keep one of the two")]
    [InlineData("a.yaml", "\"a\\nb\": 1\n", "a.yaml:1: [\"a\\u000ab\"]: \"a\\u000ab\" is not a property of a topology")]
    public void A_broken_file_is_told(string file, string content, string expected)
    {
        var problems = Workspace.Read(file, content).Problems;
        Assert.Contains(problems, problem => problem.ToString().Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_told_with_their_line()
    {
        Assert.Equal(
            "a.json:2: is not UTF-8: save it in that encoding",
            Assert.Single(ReadBytes("a.json", [.. "{\n\""u8, 0xC3, 0x28, .. "\": 1}"u8]).Problems).ToString());
        Assert.Contains("is not UTF-8",
            Assert.Single(ReadBytes("a.json", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("{}")]).Problems).Message);
    }

    [Theory]
    [InlineData("a.json", Sample.Json)]
    [InlineData("a.yaml", Sample.Yaml)]
    public void A_byte_order_mark_and_line_ends_of_Windows_are_taken(string file, string content)
    {
        byte[] bytes = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(content.ReplaceLineEndings("\r\n"))];
        var (topology, problems) = ReadBytes(file, bytes);
        Assert.Empty(problems);
        Assert.Equal(Workspace.Read(file, content).Topology.LoadBalancers[0].Listeners[0].Origin,
            topology.LoadBalancers[0].Listeners[0].Origin);
    }

    [Fact]
    public void Files_that_cannot_be_read_are_told()
    {
        using var workspace = new Workspace();
        Directory.CreateDirectory(workspace.PathOf("folder"));
        File.CreateSymbolicLink(workspace.PathOf("loop"), workspace.PathOf("loop"));
        Assert.Equal(
            ["folder: is a directory without JSON or YAML files: name a file", "none.json: there is no such file",
                "no/such/folder.json: there is no such file"],
            workspace.Read("folder", "none.json", "no/such/folder.json").Problems.Select(problem =>
                problem.ToString()));
        Assert.Single(workspace.Read("loop").Problems);
        Assert.Single(workspace.Read("a\0b").Problems);
        Assert.Single(workspace.Read(new string('x', 5000)).Problems);
    }

    [Theory]
    [InlineData("a.json", "[", "]")]
    [InlineData("a.json", "{\"a\":", "}")]
    [InlineData("a.yaml", "[", "]")]
    [InlineData("a.yaml", "{a: ", "}")]
    [InlineData("a.yaml", "- ", "")]
    public void Deep_nesting_is_told(string file, string open, string close)
    {
        const int depth = 100_000;
        var content = new StringBuilder().Insert(0, open, depth).Append('1').Insert(depth * open.Length + 1, close,
            depth);
        var problem = Assert.Single(Workspace.Read(file, content.ToString()).Problems);
        Assert.Contains("64", problem.Message);
    }

    [Fact]
    public void Aliases_that_multiply_are_told()
    {
        var content = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 30; i++)
        {
            var ten = string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10));
            content.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{ten}]\n");
        }

        Assert.Contains("more than 2000000 values",
            Assert.Single(Workspace.Read("a.yaml", content.ToString()).Problems).Message);
        content = content.Replace("[*", "{<<: [*").Replace("]\n", "]}\n");
        Assert.NotEmpty(Workspace.Read("a.yaml", content.ToString()).Problems);
    }

    [Fact]
    public void Too_many_values_are_told()
    {
        var content = "[" + string.Concat(Enumerable.Repeat("1,", 2_000_000)) + "1]";
        Assert.Contains("more than 2000000 values", Assert.Single(Workspace.Read("a.json", content).Problems).Message);
    }

    [Fact]
    public void Thousands_of_problems_are_cut_short()
    {
        var properties = string.Join(",\n",
            Enumerable.Range(0, 100_000).Select(i => $"\"idle_timeout.timeout_second_{i}\": 1"));
        var clock = Stopwatch.StartNew();
        var problems = Workspace.Read("a.json",
            $"{{ \"LoadBalancers\": [{{ \"Attributes\": {{ {properties} }} }}] }}").Problems;
        Assert.Equal(1001, problems.Count);
        Assert.Contains("more problems", problems[^1].Message);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(20), $"It took {clock.Elapsed}");
    }

    [Fact]
    public void Problems_of_many_resources_are_told_in_the_order_of_the_file()
    {
        var groups = string.Join(",\n", Enumerable.Range(0, 300).Select(i => $"{{ \"Name\": \"g{i}\", \"Port\": {i % 2 * 80} }}"));
        var problems = Workspace.Read("a.json", $"{{ \"TargetGroups\": [\n{groups}\n] }}").Problems;

        Assert.Equal(Enumerable.Range(0, 150).Select(i => 2 + (2 * i)), problems.Select(problem => problem.Origin.Line));
        Assert.Equal(Enumerable.Range(0, 150).Select(i => $"TargetGroups[{2 * i}].Port"), problems.Select(problem => problem.Origin.Path));
    }

    [Fact]
    public void Long_texts_of_others_are_shortened_in_problems()
    {
        var text = new string('x', 100_000);
        var problem = Assert.Single(Workspace.Read("a.json", $"{{ \"{text}\": 1 }}").Problems);
        Assert.True(problem.ToString().Length < 400);
    }

    private static TopologyReading ReadBytes(string file, byte[] bytes)
    {
        using var workspace = new Workspace();
        File.WriteAllBytes(workspace.PathOf(file), bytes);
        return workspace.Read(file);
    }
}
