using AlbEmulator.Shapes;

namespace AlbEmulator.Topologies.Routes;

/// <summary>What a topology file begins with where nothing is said about it: two groups to play with, which run as they stand.</summary>
internal static class InitialTopology
{
    /// <summary>What editors have of it: the content of the file that its first line names.</summary>
    public static string Schema => SchemaGenerator.Generate();

    public const string Text = RouteText.Schema + """
        # An Application Load Balancer on http://localhost:8080/. Run it with alb alone in this folder; an edit is in effect once the
        # file is saved, and alb check tells what is wrong with it.
        LoadBalancers:
          - Name: alb
            Listeners:
              - Port: 8080
                # What no rule takes.
                DefaultActions:
                  - { Type: forward, TargetGroupArn: web }
                # The lowest priority first; the first rule whose conditions all hold takes the request.
                Rules:
                  - Priority: 10
                    Conditions:
                      - { Field: path-pattern, Values: ["/api/*"] }
                    Actions:
                      - { Type: forward, TargetGroupArn: api }
              # HTTPS, with a certificate for development that is made where Certificates names none:
              # - Port: 8443
              #   Protocol: HTTPS
              #   DefaultActions:
              #     - { Type: forward, TargetGroupArn: web }

        TargetGroups:
          # A target called echo is hosted by the emulator: it answers with the request that it got. Put services of yours in their
          # place, such as { Id: localhost, Port: 3000 }.
          - Name: web
            Targets:
              - { Id: echo, Port: 9001 }
          - Name: api
            Targets:
              - { Id: echo, Port: 9002 }
            # Where health checks ask, and what they take for healthy.
            HealthCheckPath: /
            Matcher: { HttpCode: "200-399" }

        """;
}
