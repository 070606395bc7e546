// A service that stands behind a load balancer, and sends its clients links to itself.
var app = WebApplication.Create(args);
app.MapGet("/orders/{id:int}", (int id, HttpRequest request) => new
{
    Id = id,
    Self = $"{request.Headers["X-Forwarded-Proto"]}://{request.Host}{request.Path}",
    Client = $"{request.Headers["X-Forwarded-For"]}",
});
app.Run();
