using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Documents;

/// <summary>What people get wrong in YAML: each is told at its line, in words of a reader and not of a parser.</summary>
public sealed class YamlMistakeTests
{
    private const string Comma = "a comma is missing between two values, or a bracket is not closed";

    /// <summary>The text, the line of the mistake, and what is said.</summary>
    public static TheoryData<string, int, string> Mistakes => new()
    {
        { "LoadBalancers:\n  - Name: shop\n\tListeners: []\n", 3, "is indented with a tab: YAML takes spaces alone" },
        { "LoadBalancers:\n\t- Name: shop\n", 2, "is indented with a tab: YAML takes spaces alone" },
        { "LoadBalancers:\n  - Name: shop\n    Listeners:\n      - Port: 80\n  \t    Protocol: HTTP\n", 5, "is indented with a tab: YAML takes spaces alone" },
        { "LoadBalancers:\n  - Name:shop\n    Listeners: []\n", 2, "has no space behind the colon: write Name: shop" },
        { "LoadBalancers:\n  - Name: shop\n    Scheme:internal\n    Listeners: []\n", 3, "has no space behind the colon: write Scheme: internal" },
        { "LoadBalancers:\n  - Name: shop\n     Listeners:\n", 3, "is indented deeper than \"Name\" above it, which has a value already: begin it below the first letter of \"Name\"" },
        { "LoadBalancers:\n  - Name: shop\n   Listeners:\n", 3, "its indentation of 3 spaces fits no line above it (0, 2, 4): begin it below the first letter of the line that it belongs to, or deeper below a name without a value" },
        { "LoadBalancers:\n    - Name: shop\n  Listeners: []\n", 3, "its indentation of 2 spaces fits no line above it (0, 4, 6): begin it below the first letter of the line that it belongs to" },
        { "LoadBalancers:\n  - Name: shop\n  Listeners: []\n", 3, "stands where the next item of a list would: indent it as far as the other names of the item, or begin it with a hyphen and a space" },
        { "LoadBalancers:\n  - Name: \"shop\n    Listeners: []\nTargetGroups: []\n", 2, "the quotation mark that begins here is not closed: close it on this line" },
        { "LoadBalancers:\n  - Name: 'shop\n    Listeners: []\n", 2, "the quotation mark that begins here is not closed: close it on this line" },
        { "LoadBalancers:\n  - Name: shop: more\n", 2, "a value with a colon and a space has to be in quotation marks: write Name: 'shop: more'" },
        { "LoadBalancers:\n  - Name: \"shop\" more\n", 2, "something stands behind the closing quotation mark: put all of the value between the two" },
        { "LoadBalancers: none\n  - Name: shop\n", 2, "a list item stands below \"LoadBalancers\", which has a value already: remove that value, or the item" },
        { "LoadBalancers:\n  - Name: @shop\n", 2, "a value cannot begin with @: put it in quotation marks" },
        { "LoadBalancers:\n  - Name: `shop`\n", 2, "a value cannot begin with `: put it in quotation marks" },
        { "LoadBalancers:\n  - Name: %shop\n", 2, "a value cannot begin with %: put it in quotation marks" },
        { "Rules:\n  - Values: [*]\n", 2, "a value cannot begin with *: put it in quotation marks" },
        { "A: 1\nLoadBalancers:\n<<<<<<< HEAD\n  - Name: a\n=======\n  - Name: b\n>>>>>>> other\n", 3, "holds the marks of a merge conflict: keep one of the two sides, and remove the marks" },
        { "LoadBalancers:\n  - { Name: shop, Listeners: [ \nTargetGroups: []\n", 2, "the [ that begins here is not closed: write ]" },
        { "LoadBalancers:\n  - { Name: shop # the first }\nTargetGroups: []\n", 2, "the { that begins here is not closed: write }" },
        { "LoadBalancers:\n  - { Name: shop, Listeners: [] }}\nTargetGroups: []\n", 2, "} closes nothing: remove it" },
        { "LoadBalancers: [{ Name: shop ]\n", 1, "] closes the { of line 1: write }" },
        { "LoadBalancers: [{ Name: shop Port: 3 }]\n", 1, Comma },
        { "LoadBalancers: [\n  { Name: a }, ,\n  { Name: b }]\n", 2, "a value is missing here, as between two commas" },
        { "LoadBalancers\n  - Name: shop\n", 1, "has no colon behind its name: write LoadBalancers:" },
        { "LoadBalancers:\n  - Name: \"C:\\data\"\n", 2, @"a backslash in double quotation marks begins an escape: write \\ for one, or use single quotation marks" },
        { "LoadBalancers: |x\n  a\n", 1, "behind | or > the line has to end, and the text begins on the next one" },
    };

    /// <summary>What can be read by the grammar, and is a mistake all the same.</summary>
    public static TheoryData<string, int, string> Slips => new()
    {
        { "LoadBalancers:\n  -Name: shop\n", 2, "has no space behind its hyphen: write - Name" },
        { "LoadBalancers:\n\u00A0 - Name: a\n", 2, "holds a no-break space (U+00A0), as text of a web page may: write usual spaces" },
        { "LoadBalancers:\n  - Name: {{ name }}\n", 2, "fill in what is {{ … }} of a template" },
        { "Rules:\n  - Values: *.example.com\n", 2, "put a value that begins with * in quotation marks" },
        { "A: 1\n---\nB: 2\n", 2, "begins a second document: keep one in a file" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistake_is_told_at_its_line(string text, int line, string told)
    {
        var problem = ProblemOf(text);

        Assert.Equal($"a.yaml:{line}: is not YAML: {told}", problem.ToString());
        Assert.InRange(problem.Column, 1, 200);
    }

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Ends_of_lines_of_Windows_make_no_difference(string text, int line, string told) =>
        Assert.Equal($"a.yaml:{line}: is not YAML: {told}", ProblemOf(text.Replace("\n", "\r\n", StringComparison.Ordinal)).ToString());

    [Theory]
    [MemberData(nameof(Slips))]
    public void Slip_that_the_grammar_allows_is_told_too(string text, int line, string told)
    {
        var problem = ProblemOf(text).ToString();

        Assert.StartsWith($"a.yaml:{line}: ", problem, StringComparison.Ordinal);
        Assert.Contains(told, problem, StringComparison.Ordinal);
    }

    /// <summary>Every text that is cut off, or has one character too many, has words of ours.</summary>
    [Fact]
    public void No_word_of_the_parser_is_told()
    {
        const string right = "A:\n  - { B: \"c\", D: [1, 2] }\n  - E: |\n      text\n    F: 'g'\n    H: &x i\nJ: *x\n";
        var told = new List<string>();
        for (var at = 0; at < right.Length; at++)
        {
            foreach (var sign in "\t:-[]{}\"'@%&*!|>#,\n ")
            {
                var problems = new List<Problem>();
                DocumentReader.Parse("a.yaml", Encoding.UTF8.GetBytes(right.Insert(at, $"{sign}")), problems);
                told.AddRange(problems.Select(problem => problem.Message));
            }
        }

        Assert.True(told.Count > 100, $"{told.Count}");
        Assert.DoesNotContain(told, message => message.Contains("While ", StringComparison.Ordinal) || message.Contains("scalar", StringComparison.Ordinal)
            || message.Contains("did not find", StringComparison.Ordinal));
    }

    private static Problem ProblemOf(string text)
    {
        var problems = new List<Problem>();
        Assert.Null(DocumentReader.Parse("a.yaml", Encoding.UTF8.GetBytes(text), problems));
        return Assert.Single(problems);
    }
}
