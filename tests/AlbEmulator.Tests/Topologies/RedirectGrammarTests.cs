using AlbEmulator.Model;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Topologies;

/// <summary>
/// What may stand in which part of a redirect: AWS's whole grammar.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_RedirectActionConfig.html"/>
/// </summary>
public sealed class RedirectGrammarTests
{
    private static readonly string[] Placeholders = ["protocol", "host", "port", "path", "query"];

    /// <summary>Part, and the placeholders that it may hold.</summary>
    public static TheoryData<string, string, string> Holding { get; } = new()
    {
        { "Protocol", "#{0}", "protocol" },
        { "Host", "a.#{0}.example", "host" },
        { "Port", "#{0}", "port" },
        { "Path", "/a/#{0}", "host path port" },
        { "Query", "a=#{0}&b", "protocol host port path query" },
    };

    [Theory]
    [MemberData(nameof(Holding))]
    public void Part_holds_the_placeholders_that_aws_has_for_it_and_no_others(string part, string form, string held)
    {
        foreach (var name in Placeholders.Concat(["HOST", "Path", "url", "", " host"]))
        {
            var value = form.Replace("{0}", $"{{{name}}}", StringComparison.Ordinal);
            Assert.Equal((part, name, held.Split(' ').Contains(name)), (part, name, Problems(part, value).Count == 0));
        }
    }

    [Theory]
    [InlineData("Protocol", "HTTP", true)]
    [InlineData("Protocol", "https", false)]
    [InlineData("Protocol", "HTTP#{protocol}", false)]
    [InlineData("Protocol", "", false)]
    [InlineData("Port", "1", true)]
    [InlineData("Port", "65535", true)]
    [InlineData("Port", "0", false)]
    [InlineData("Port", "65536", false)]
    [InlineData("Port", "0443", false)]
    [InlineData("Port", "+443", false)]
    [InlineData("Port", " 443", false)]
    [InlineData("Port", "#{port}0", false)]
    [InlineData("Port", "", false)]
    [InlineData("Host", "A-b.example.com", true)]
    [InlineData("Host", "#{host}.#{host}", true)]
    [InlineData("Host", "a.example.com:443", false)]
    [InlineData("Host", "*.example.com", false)]
    [InlineData("Host", "https://example.com", false)]
    [InlineData("Host", "a b", false)]
    [InlineData("Host", "", false)]
    [InlineData("Host", "#{host", false)]
    [InlineData("Path", "/", true)]
    [InlineData("Path", "/#{path}/#{host}/#{port}", true)]
    [InlineData("Path", "a", false)]
    [InlineData("Path", "#{path}", false)]
    [InlineData("Path", "", false)]
    [InlineData("Path", "/#{path", false)]
    [InlineData("Path", "/a b", false)]
    [InlineData("Path", "/\\u00e9", false)]
    [InlineData("Path", "/\\r\\nX: y", false)]
    [InlineData("Query", "", true)]
    [InlineData("Query", "a=b&c=%20?d", true)]
    [InlineData("Query", "?a=b", false)]
    [InlineData("Query", "?#{query}", false)]
    [InlineData("Query", "a b", false)]
    [InlineData("Query", "#{query", false)]
    public void Part_has_the_characters_that_aws_has_for_it(string part, string value, bool isTaken) =>
        Assert.Equal(isTaken, Problems(part, value).Count == 0);

    [Theory]
    [InlineData("Host", "")]
    [InlineData("Path", "/")]
    [InlineData("Query", "")]
    public void Part_has_128_characters_at_most_placeholders_as_they_stand(string part, string start)
    {
        var name = part == "Path" ? "#{path}" : $"#{{{part.ToLowerInvariant()}}}";
        var longest = (start + name).PadRight(128, 'a');

        Assert.Empty(Problems(part, longest));
        Assert.Equal("must have at most 128 characters, not 129", Assert.Single(Problems(part, longest + "a")).Message);
    }

    /// <summary>What is wrong with a redirect that is right but for one part; the listener speaks HTTP.</summary>
    private static IReadOnlyList<Problem> Problems(string part, string value) => Workspace.Read("a.json", new RuleFile
    {
        Actions = $$"""
            { "Type": "redirect", "RedirectConfig": { "StatusCode": "HTTP_302",
              {{(part is "Path" ? "\"Protocol\": \"HTTPS\"" : "\"Path\": \"/elsewhere\"")}}, "{{part}}": "{{value}}" } }
            """,
    }.Json).Problems;
}
