using System.Text;
using AlbEmulator.Commands.Reports;
using AlbEmulator.Model;

namespace AlbEmulator.Tests.Commands;

/// <summary>Whoever is shown lines of a file is not shown the secrets in them.</summary>
public sealed class SecretCoverTests
{
    [Theory]
    [InlineData("ClientSecret: abc", "ClientSecret: ***")]
    [InlineData("  ClientSecret: a, b # c", "  ClientSecret: ********")]
    [InlineData("{ \"ClientId\": \"a\", \"ClientSecret\": \"b\\\"c\", \"Scope\": \"d\" }", "{ \"ClientId\": \"a\", \"ClientSecret\": ******, \"Scope\": \"d\" }")]
    [InlineData("'ClientSecret' : 'it''s', Scope: d", "'ClientSecret' : *******, Scope: d")]
    [InlineData("client_secret = \"abc\"", "client_secret = *****")]
    [InlineData("Password: abc", "Password: ***")]
    [InlineData("\"ClientSecret\": \"begun", "\"ClientSecret\": ******")]
    [InlineData("ClientSecret:", "ClientSecret:")]
    [InlineData("UseExistingClientSecret: true", "UseExistingClientSecret: true")]
    [InlineData("ClientId: abc", "ClientId: abc")]
    public void Star_stands_for_each_character(string line, string expected) => Assert.Equal(expected, SecretCover.Of([line], 0));

    [Fact]
    public void Lines_below_the_name_are_the_secrets_too()
    {
        string[] lines = ["  ClientSecret: |", "    abc", "    def", "  Scope: openid", "  \"ClientSecret\":", "    ghi"];
        Assert.Equal(
            ["  ClientSecret: |", "    ***", "    ***", "  Scope: openid", "  \"ClientSecret\":", "    ***"],
            lines.Select((_, at) => SecretCover.Of(lines, at)));
    }

    [Fact]
    public void Excerpt_shows_none() => Assert.Equal(
        "  1 | ClientSecret: ***\n  2 | Scoop: openid\n    | ^\n",
        Excerpt.Of(new Problem(new Origin("a.yaml", 2, "Scoop"), "is wrong"), Encoding.UTF8.GetBytes("ClientSecret: abc\nScoop: openid\n")));
}
