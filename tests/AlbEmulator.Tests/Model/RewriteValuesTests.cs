using AlbEmulator.Model;

namespace AlbEmulator.Tests.Model;

public sealed class RewriteValuesTests
{
    [Theory]
    [InlineData("a", "", true)]
    [InlineData("a", "$", true)]
    [InlineData("a", "$a", true)]
    [InlineData("a", "$0", true)]
    [InlineData("a", "$1", false)]
    [InlineData("a", "$$1", true)]
    [InlineData("a", @"\$1", true)]
    [InlineData("(a)", "$1$1", true)]
    [InlineData("(a)", "$12", true)]
    [InlineData("(a)", "x$2", false)]
    [InlineData("(a)(b)(c)", "$3$4", false)]
    [InlineData("(?:a)", "$1", false)]
    public void A_replacement_names_groups_that_there_are(string regex, string replace, bool isRight) =>
        Assert.Equal(isRight, RewriteValues.ProblemWithReplace(regex, replace) is null);
}
