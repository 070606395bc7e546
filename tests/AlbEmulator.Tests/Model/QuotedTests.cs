using AlbEmulator.Model;

namespace AlbEmulator.Tests.Model;

public sealed class QuotedTests
{
    [Fact]
    public void Arn_is_shown_to_its_end()
    {
        const string Arn = "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/shop/50dc6c495c0c9188/f2f7dc8efc522ab2";

        Assert.Equal($"\"{Arn}\"", Quoted.Text(Arn));
    }

    [Theory]
    [InlineData("", 60)]
    [InlineData("arn:", 200)]
    public void Text_without_end_is_cut(string start, int shown) =>
        Assert.Equal(start.PadRight(shown, 'x') + "…", Quoted.Plain(start.PadRight(1000, 'x')));
}
