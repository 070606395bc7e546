using AlbEmulator.Machine;

namespace AlbEmulator.Requests;

/// <summary>Says of a request that an ALB does not pass on, before any rule looks at it, what is wrong with it.</summary>
internal static class NotPassedOn
{
    private const int MostShown = 60;

    public static Failure OfMethod(string method) => new(
        CauseCode.RequestMethod, $"the load balancer takes no {method} requests");

    public static Failure OfAddresses { get; } = new(
        CauseCode.TooManyAddresses, $"{ForwardedFor.Name} of the request has more than {ForwardedFor.MostAddresses} addresses");

    /// <summary>Of a request target, host or header, whichever is wrong first.</summary>
    public static Failure OfHead(AlbRequest request)
    {
        var (host, uri) = (request.Subject.Host, request.Subject.Uri);
        if (!host.IsValid)
        {
            return new(CauseCode.RequestHost, $"the request's Host {Printable.Quoted(host.Sent, MostShown)} is no host name, with or without a port");
        }

        return RequestNormalization.IsPath(uri)
            ? new(CauseCode.RequestTooLong, $"a header of the request takes {HeaderLimits.SingleHeader} bytes or more")
            : new(CauseCode.RequestUri, $"the request's target {Printable.Quoted(uri, MostShown)} is no path");
    }
}
