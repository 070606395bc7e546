using AlbEmulator.Listeners;
using AlbEmulator.Tests.Support;

namespace AlbEmulator.Tests.Listeners;

public sealed class ClientHelloTests
{
    [Theory]
    [InlineData("h2 http/1.1", true, true)]
    [InlineData("http/1.1", false, true)]
    [InlineData("imap h2c", false, false)]
    public async Task Protocols_that_a_client_offers_are_read(string offered, bool hasHttp2, bool hasHttp11)
    {
        var bytes = await ClientHellos.MakeAsync(offered.Split(' '));

        Assert.True(ClientHello.IsWhole(bytes));
        Assert.Equal(new ClientHello(hasHttp2, hasHttp11), ClientHello.Read(bytes));
    }

    [Fact]
    public async Task Client_that_offers_none_is_not_one_that_offers_unknown_ones() =>
        Assert.Null(ClientHello.Read(await ClientHellos.MakeAsync()));

    [Fact]
    public async Task Half_a_message_is_not_whole_and_nothing_is_read_out_of_it()
    {
        var bytes = await ClientHellos.MakeAsync("h2");
        for (var length = 0; length < bytes.Length; length++)
        {
            var part = bytes.AsSpan(0, length);
            Assert.False(ClientHello.IsWhole(part));
            Assert.Null(ClientHello.Read(part));
        }
    }

    [Fact]
    public async Task Garbage_within_a_message_harms_nobody()
    {
        var random = new Random(3);
        var bytes = await ClientHellos.MakeAsync("h2", "http/1.1");
        for (var round = 0; round < 20_000; round++)
        {
            var changed = bytes.ToArray();
            for (var i = 0; i < 3; i++)
            {
                changed[random.Next(changed.Length)] = (byte)random.Next(256);
            }

            ClientHello.IsWhole(changed);
            ClientHello.Read(changed);
        }
    }

    [Theory]
    [InlineData("G")]
    [InlineData("\u0016\u0003\u0001\u00ff\u00ff")]
    public void What_is_no_handshake_is_not_waited_for(string bytes) =>
        Assert.True(ClientHello.IsWhole(System.Text.Encoding.Latin1.GetBytes(bytes)));
}
