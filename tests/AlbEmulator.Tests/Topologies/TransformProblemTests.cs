using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

/// <summary>Transforms that AWS does not take: what is told, and where.</summary>
public sealed class TransformProblemTests
{
    private const string Transform = $"{RuleFile.RulePath}.Transforms[0]";

    [Theory]
    [InlineData("\"Regex\": \"^/a\"", "", "Replace is missing: write a string")]
    [InlineData("\"Replace\": \"/a\"", "", "Regex is missing: write a string")]
    [InlineData("\"Regex\": \"\", \"Replace\": \"/a\"", ".Regex", "must not be empty")]
    [InlineData("\"Regex\": \"^/a\", \"Replace\": \"/$1\"", ".Replace",
        "names $1, and the Regex has no group: put what is to be kept into ( )")]
    [InlineData("\"Regex\": \"^/(a)\", \"Replace\": \"/$1/$2\"", ".Replace", "names $2, and the Regex has one group")]
    [InlineData("\"Regex\": \"^/(a)(?:b)(c)\", \"Replace\": \"$3\"", ".Replace", "names $3, and the Regex has 2 groups")]
    public void Of_a_rewrite(string rewrite, string path, string message)
    {
        Told(
            $$"""{ "Type": "url-rewrite", "UrlRewriteConfig": { "Rewrites": [{ {{rewrite}} }] } }""",
            $".UrlRewriteConfig.Rewrites[0]{path}",
            message);
        Told(
            $$"""{ "Type": "host-header-rewrite", "HostHeaderRewriteConfig": { "Rewrites": [{ {{rewrite}} }] } }""",
            $".HostHeaderRewriteConfig.Rewrites[0]{path}",
            message);
    }

    [Fact]
    public void Of_a_regular_expression()
    {
        var file = new RuleFile
        {
            Transforms = """{ "Type": "url-rewrite", "UrlRewriteConfig": { "Rewrites": [{ "Regex": "(", "Replace": "" }] } }""",
        };
        var problem = Assert.Single(Workspace.Read("a.yaml", file.Yaml).Problems);
        Assert.Equal(
            (RuleFile.TransformsLine, $"{Transform}.UrlRewriteConfig.Rewrites[0].Regex"),
            (problem.Origin.Line, problem.Origin.Path));
        Assert.StartsWith("\"(\" ", problem.Message);
    }

    [Theory]
    [InlineData("Regex")]
    [InlineData("Replace")]
    public void Of_what_is_too_long(string property)
    {
        var other = property == "Regex" ? "Replace" : "Regex";
        Told(
            $$"""
            { "Type": "url-rewrite", "UrlRewriteConfig": { "Rewrites": [{ "{{property}}": "{{new string('a', 1025)}}", "{{other}}": "a" }] } }
            """,
            $".UrlRewriteConfig.Rewrites[0].{property}",
            "must have at most 1024 characters, not 1025");
    }

    [Theory]
    [InlineData("\"Type\": \"url-rewrite\"", "", "UrlRewriteConfig is missing: write an object with Rewrites")]
    [InlineData("\"Type\": \"host-header-rewrite\"", "", "HostHeaderRewriteConfig is missing: write an object with Rewrites")]
    [InlineData("\"Type\": \"url-rewrite\", \"UrlRewriteConfig\": {}", ".UrlRewriteConfig",
        "Rewrites is missing: write a list ([ … ]), each item a rewrite (an object)")]
    [InlineData("\"Type\": \"url-rewrite\", \"UrlRewriteConfig\": { \"Rewrites\": [] }", ".UrlRewriteConfig.Rewrites",
        "needs at least 1: write a rewrite (an object)")]
    [InlineData("\"Type\": \"url-rewrites\"", ".Type",
        "must be \"url-rewrite\" or \"host-header-rewrite\", not \"url-rewrites\": did you mean \"url-rewrite\"?")]
    public void Of_what_a_transform_is_made_of(string transform, string path, string message) =>
        Told($"{{ {transform} }}", path, message);

    [Fact]
    public void The_configuration_goes_with_the_type() => Told(
        """
        { "Type": "url-rewrite", "UrlRewriteConfig": { "Rewrites": [{ "Regex": "a", "Replace": "b" }] },
        """.TrimEnd() + """ "HostHeaderRewriteConfig": { "Rewrites": [{ "Regex": "a", "Replace": "b" }] } }""",
        ".HostHeaderRewriteConfig",
        "HostHeaderRewriteConfig does not go with url-rewrite: write UrlRewriteConfig");

    [Theory]
    [InlineData("url-rewrite", "UrlRewriteConfig")]
    [InlineData("host-header-rewrite", "HostHeaderRewriteConfig")]
    public void A_rule_has_one_of_each_type(string type, string config)
    {
        var transform = $$"""{ "Type": "{{type}}", "{{config}}": { "Rewrites": [{ "Regex": "a", "Replace": "b" }] } }""";
        new RuleFile { Transforms = $"{transform}, {transform}" }.AssertProblems(
            $"{RuleFile.TransformsLine}: {RuleFile.RulePath}.Transforms[1].Type: a rule may have one {type}: put all Rewrites into one");
    }

    private static void Told(string transform, string path, string message) =>
        new RuleFile { Transforms = transform }.AssertProblems($"{RuleFile.TransformsLine}: {Transform}{path}: {message}");
}
