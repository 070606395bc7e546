using System.Text;
using AlbEmulator.Forwarding;

namespace AlbEmulator.Tests.Forwarding;

public sealed class HeaderNameCaseTests
{
    [Theory]
    [InlineData("\r\nUser-Agent: A:B\r\nHost: X\r\n\r\nBody-A: C\r\n", "\r\nuser-agent: A:B\r\nHost: X\r\n\r\nBody-A: C\r\n")]
    [InlineData("\r\nX-Forwarded-For: A\r\nX-Forwarded-Fork: A\r\n\r\n", "\r\nX-Forwarded-For: A\r\nx-forwarded-fork: A\r\n\r\n")]
    [InlineData("\r\nAccept", "\r\nAccept")]
    [InlineData("\r\n\r\nA: B", "\r\n\r\nA: B")]
    [InlineData("", "")]
    public void Names_are_lowered_but_for_those_of_the_load_balancer(string head, string expected)
    {
        var bytes = Encoding.Latin1.GetBytes(head);

        HeaderNameCase.Lower(bytes);

        Assert.Equal(expected, Encoding.Latin1.GetString(bytes));
    }
}
