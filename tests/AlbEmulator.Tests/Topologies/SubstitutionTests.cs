using System.Text;
using AlbEmulator.Documents;
using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

public sealed class SubstitutionTests
{
    [Theory]
    [InlineData("${HERE}", "here")]
    [InlineData("a-${HERE}-${HERE}", "a-here-here")]
    [InlineData("${HERE:-other}", "here")]
    [InlineData("${MISSING:-other}", "other")]
    [InlineData("${EMPTY:-other}", "other")]
    [InlineData("a${EMPTY}b", "ab")]
    [InlineData("a${MISSING:-}b", "ab")]
    [InlineData("${MISSING:-${HERE}}", "here")]
    [InlineData("${MISSING:-${EMPTY:-deep}}", "deep")]
    [InlineData("${HERE:-${MISSING}}", "here")]
    [InlineData("$${HERE}", "${HERE}")]
    [InlineData("$HERE", "$HERE")]
    [InlineData("a$", "a$")]
    [InlineData("$$", "$$")]
    [InlineData("a{HERE}", "a{HERE}")]
    [InlineData("${HOLDS}", "${HERE}")]
    public void Variables_are_taken_from_the_environment(string text, string expected)
    {
        var variables = new Dictionary<string, string> { ["HERE"] = "here", ["EMPTY"] = "", ["HOLDS"] = "${HERE}" };
        foreach (var (file, content) in new[] { ("a.json", $"[\"{text}\"]"), ("a.yaml", $"- {text}"),
            ("a.yaml", $"- '{text}'") })
        {
            var problems = new List<Problem>();
            var bytes = Encoding.UTF8.GetBytes(content);
            var written = DocumentReader.Parse(file, bytes, problems)!;
            var list = new Substitution(name => variables.GetValueOrDefault(name), problems).Apply(written.Root);
            Assert.Empty(problems);
            Assert.Equal(expected, Assert.IsType<Node.Scalar>(Assert.IsType<Node.Sequence>(list).Items[0]).Text);
        }
    }

    [Theory]
    [InlineData("${MISSING}", "the environment variable MISSING is not set: set it, or write ${MISSING:-default}")]
    [InlineData("a ${HERE", "${HERE is not followed by a closing brace")]
    [InlineData("${HERE:-a", "a ${ has no closing brace")]
    [InlineData("${HERE-a}", "${HERE is not followed by a closing brace or by :-default")]
    [InlineData("${}", "${ is not followed by the name of an environment variable")]
    [InlineData("${1A}", "${ is not followed by the name of an environment variable")]
    [InlineData("${a b}", "${a is not followed by a closing brace")]
    [InlineData("${A:-${A:-${A:-${A:-${A:-${A:-${A:-${A:-${A:-${A:-x}}}}}}}}}}",
        "defaults are nested more than 8 deep")]
    public void What_cannot_be_substituted_is_the_only_problem_of_its_value(string written, string message)
    {
        using var workspace = new Workspace();
        workspace.Variables["HERE"] = "here";
        workspace.Write("a.json", $"{{ \"LoadBalancers\": [{{\n\"BindAddress\": \"{written}\" }}] }}");
        var problem = Assert.Single(workspace.Read("a.json").Problems);
        Assert.Equal(new Origin("a.json", 2, "LoadBalancers[0].BindAddress"), problem.Origin);
        Assert.StartsWith(message, problem.Message);
    }

    [Theory]
    [InlineData("a.json", "\"${PORT}\"")]
    [InlineData("a.json", "\"${NONE:-8081}\"")]
    [InlineData("a.yaml", "${PORT}")]
    [InlineData("a.yaml", "\"${NONE:-8081}\"")]
    public void Numbers_may_come_from_the_environment(string file, string port)
    {
        using var workspace = new Workspace();
        workspace.Variables["PORT"] = "8081";
        workspace.Write(file,
            (file == "a.json" ? Sample.Json : Sample.Yaml).Replace("8080", port, StringComparison.Ordinal));
        var (topology, problems) = workspace.Read(file);
        Assert.Empty(problems);
        Assert.Equal(8081, topology.LoadBalancers[0].Listeners[0].Port);
    }

    [Fact]
    public void A_number_from_the_environment_that_is_none_is_told()
    {
        using var workspace = new Workspace();
        workspace.Variables["PORT"] = "http";
        workspace.Write("a.json", Sample.Json.Replace("8080", "\"${PORT}\"", StringComparison.Ordinal));
        Assert.Contains("not \"http\"", Assert.Single(workspace.Read("a.json").Problems).Message);
    }
}
