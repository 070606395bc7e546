using AlbEmulator.Snapshots;

namespace AlbEmulator.ControlPort;

/// <summary>
/// <c>GET /KID</c>: the public key by which targets see that it is the load balancer who vouches for a user, in PEM.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/listener-authenticate-users.html#user-claims-encoding"/>
/// </summary>
internal static class PublicKeyApi
{
    public static IResult Answer(HttpContext http, Snapshot snapshot)
    {
        var kid = (string)http.Request.RouteValues["kid"]!;
        foreach (var listener in snapshot.Listeners)
        {
            if (listener.Logins?.PublicKey.Find(kid) is { } pem)
            {
                return Results.Text(pem, "text/plain");
            }
        }

        return ControlRefusal.Of(StatusCodes.Status404NotFound, $"there is no key {kid}: it is named by kid in x-amzn-oidc-data, where users log in");
    }
}
